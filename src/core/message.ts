/** A sentence to be: a key of the message files and its parameters. Core and server never return prose. */
export interface Message {
  readonly key: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

export function message(key: string, params?: Record<string, string | number>): Message {
  return params ? { key, params } : { key };
}
