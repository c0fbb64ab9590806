import { fetchJson } from '../../api/fetch-json.ts';

export interface DemoAccount {
  readonly email: string;
  readonly password?: string;
  readonly role?: string;
  readonly name?: string;
}

/** What the server says to those who are not signed in. */
export interface Hello {
  readonly demo: boolean;
  readonly accounts: readonly DemoAccount[];
}

/** Asks the server for its demo accounts; none when it is no demo, too old, or not there. Never throws. */
export async function hello(): Promise<Hello> {
  try {
    const answer = await fetchJson<{ demo?: boolean; accounts?: readonly DemoAccount[] }>('/api/sf/hello');
    return { demo: answer.demo === true, accounts: answer.accounts ?? [] };
  } catch {
    return { demo: false, accounts: [] };
  }
}
