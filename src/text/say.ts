import { m } from './paraglide/messages.js';
import { locales } from './paraglide/runtime.js';

/** A sentence to be, as core and server return it. */
export interface Sayable {
  readonly key: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

type Locale = (typeof locales)[number];
type Sentence = (params: Readonly<Record<string, unknown>>, options?: { readonly locale: Locale }) => string;

const sentences = m as unknown as Readonly<Record<string, Sentence | undefined>>;

const learnt = new Map<string, string>();

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
  return typeof sentence === 'function' ? sentence({}) : (learnt.get(`${prefix}_${member}`) ?? member);
}

/** Words that an office gave to members of its own; what the message files say goes before. */
export function learnNames(prefix: string, words: Readonly<Record<string, string>>): void {
  for (const [member, word] of Object.entries(words)) learnt.set(`${prefix}_${member}`, word);
}

/** The words for a member of a closed set in every language of the product: what is typed in one finds what is shown in another. */
export function namesEverywhere(prefix: string, member: string): readonly string[] {
  const sentence = sentences[`${prefix}_${member}`];
  return typeof sentence === 'function' ? locales.map((locale) => sentence({}, { locale })) : [];
}

/** Members of a closed set that have words, in no particular order. */
export function membersOf(prefix: string): readonly string[] {
  return Object.keys(sentences)
    .filter((key) => key.startsWith(`${prefix}_`))
    .map((key) => key.slice(prefix.length + 1));
}

function word(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => String(word(each))).join(m.ui_comma());
  if (typeof value === 'object' && value !== null && 'key' in value) return say(value as Sayable);
  return value;
}
