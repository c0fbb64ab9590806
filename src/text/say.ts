import { m } from './paraglide/messages.js';

/** A sentence to be, as core and server return it. */
export interface Sayable {
  readonly key: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

type Sentence = (params: Readonly<Record<string, unknown>>) => string;

const sentences = m as unknown as Readonly<Record<string, Sentence | undefined>>;

/**
 * The words of a message in the language of the page. A parameter that is itself a message, or a list of them, is said first.
 * An unknown key comes back as the key: a visible gap is better than an empty line.
 */
export function say(message: Sayable | null | undefined): string {
  if (!message) return '';
  const sentence = sentences[message.key];
  if (typeof sentence !== 'function') return message.key;
  const params = Object.fromEntries(
    Object.entries(message.params ?? {}).map(([name, value]) => [name, word(value)]),
  );
  return sentence(params);
}

/** The word for a member of a closed set: `name('trade_kind', 'site')`; the member itself when it has no word. */
export function name(prefix: string, member: string): string {
  const sentence = sentences[`${prefix}_${member}`];
  return typeof sentence === 'function' ? sentence({}) : member;
}

function word(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => String(word(each))).join(m.ui_comma());
  if (typeof value === 'object' && value !== null && 'key' in value) return say(value as Sayable);
  return value;
}
