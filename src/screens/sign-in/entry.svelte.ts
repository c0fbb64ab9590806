import { session } from '../../state/session.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { navigate } from '../paths.ts';
import type { DemoAccount } from './hello.ts';

/** Somebody who is signing in. */
export class Entry {
  email = $state('');
  password = $state('');
  busy = $state(false);
  error = $state('');
  readonly #stays: () => boolean;

  /** `stays`: the page that was asked for appears under the same address. */
  constructor(stays: () => boolean) {
    this.#stays = stays;
  }

  async enter(): Promise<void> {
    if (this.email.trim() === '' || this.password === '') {
      this.error = m.app_sign_in_incomplete();
      return;
    }
    this.busy = true;
    this.error = '';
    try {
      await session.signIn(this.email.trim(), this.password);
      if (!this.#stays()) await navigate('/');
    } catch (reason) {
      this.error = sentence((reason as { status?: number }).status ?? 0);
    } finally {
      this.busy = false;
    }
  }

  take(account: DemoAccount): void {
    this.email = account.email;
    this.password = account.password ?? '';
    if (account.password) void this.enter();
  }
}

function sentence(status: number): string {
  if (status === 0) return m.app_sign_in_no_network();
  if (status === 429) return m.app_sign_in_too_often();
  return status < 500 ? m.app_sign_in_wrong() : m.app_sign_in_server();
}
