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

  constructor() {
    client.authStore.onChange(() => {
      this.user = userOf(client.authStore.isValid ? client.authStore.record : null);
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
    client.authStore.clear();
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
