/** What is done to an account, told in the audit chain with the person as its subject; written by the server's own routes alone. */
export const ACCOUNT_EVENTS = [
  'account.made',
  'account.changed',
  'account.moved',
  'account.linked',
  'account.retired',
  'account.restored',
] as const;
export type AccountEvent = (typeof ACCOUNT_EVENTS)[number];
