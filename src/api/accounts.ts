import type { Person, PostWish } from '../core/people/account-rules.ts';
import { client } from './client.ts';

export interface AccountAnswer {
  readonly id: string;
  /** Path of the one-time link; told in this answer and nowhere else. */
  readonly link?: string;
}

/** With what each person signs in, by id; for administrators. Throws the SDK's error. */
export async function fetchAccountEmails(): Promise<Readonly<Record<string, string>>> {
  const { emails } = await client.send<{ emails: Record<string, string> }>('/api/sf/accounts', {
    method: 'GET',
  });
  return emails;
}

export async function makeAccount(account: Person & PostWish): Promise<AccountAnswer> {
  return client.send<AccountAnswer>('/api/sf/accounts', { method: 'POST', body: { ...account } });
}

export type AccountStep = 'person' | 'post' | 'link' | 'retire' | 'restore';

/** One step with an account. Throws the SDK's error, whose data says why it was refused. */
export async function changeAccount(
  id: string,
  step: AccountStep,
  body: Person | PostWish | object = {},
): Promise<AccountAnswer> {
  return client.send<AccountAnswer>(`/api/sf/accounts/${id}/${step}`, { method: 'POST', body: { ...body } });
}

/** Sets the password of whoever has the link. Throws the SDK's error: 400 the link is dead. */
export async function setPassword(token: string, password: string): Promise<void> {
  await client.collection('users').confirmPasswordReset(token, password, password);
}
