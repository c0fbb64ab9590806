import { client } from '../api/client.ts';
import type { Role } from '../core/roles.ts';

export interface SessionUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly unit: string;
  readonly group: string;
  readonly territory: string;
  readonly demo: boolean;
}

/** Who is signed in on this device. */
class Session {
  user = $state<SessionUser | null>(userOf(client.authStore.record));

  /** Whose page this was last: what it holds and listens to is his. */
  #owner: string | null = this.user?.id ?? null;
  #left = false;
  readonly #leaving: ((person: string) => void)[] = [];

  constructor() {
    client.authStore.onChange(() => {
      this.user = userOf(client.authStore.isValid ? client.authStore.record : null);
      this.#hand(this.user?.id ?? null);
    });
  }

  get role(): Role | null {
    return this.user?.role ?? null;
  }

  /** Throws the SDK's error: 400 wrong password, 429 too many attempts, 0 no network. */
  async signIn(email: string, password: string): Promise<void> {
    await client.collection('users').authWithPassword(email, password);
  }

  signOut(): void {
    if (this.user) for (const each of this.#leaving) each(this.user.id);
    client.authStore.clear();
    void client.realtime.unsubscribe().catch(() => undefined);
  }

  /** Called with whoever signs out on this page, while still signed in. */
  whenLeaving(tidy: (person: string) => void): void {
    this.#leaving.push(tidy);
  }

  /** Begins the page anew; at the first page where it is another person's now. */
  restart = (same: boolean): void => (same ? location.reload() : location.assign('/'));

  /** A connection keeps the rights it began with, and lists the rows of whoever loaded them: neither is handed on. */
  #hand(id: string | null): void {
    if (id === null) {
      this.#left = this.#owner !== null;
      return;
    }
    const same = id === this.#owner;
    if (this.#owner !== null && (this.#left || !same)) this.restart(same);
    this.#owner = id;
    this.#left = false;
  }
}

export const session = new Session();

function userOf(record: typeof client.authStore.record): SessionUser | null {
  if (!record || !client.authStore.isValid) return null;
  return {
    id: record.id,
    name: String(record['name'] ?? ''),
    email: String(record['email'] ?? ''),
    role: record['role'] as Role,
    unit: String(record['unit'] ?? ''),
    group: String(record['group'] ?? ''),
    territory: String(record['territory'] ?? ''),
    demo: Boolean(record['demo']),
  };
}
