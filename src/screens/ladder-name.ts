import { getLocale } from '../text/paraglide/runtime.js';
import { say } from '../text/say.ts';

/** What a ladder or a rung is called: a key of the message files, or the words themselves, in English where there are any. */
export function ladderName({ name, nameEn }: { readonly name: string; readonly nameEn?: string }): string {
  const said = say({ key: name });
  return said === name && nameEn && getLocale() === 'en' ? nameEn : said;
}
