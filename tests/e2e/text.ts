import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(process.cwd(), 'src', 'text', 'messages', 'zh-CN');
const texts: Record<string, unknown> = Object.assign(
  {},
  ...readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as object),
);

/** The Chinese words that the app shows for a key, so that a test finds things as a person would. Throws on an unknown key. */
export function text(key: string, params: Record<string, string | number> = {}): string {
  const found = texts[key];
  if (typeof found !== 'string') throw new Error(`no text for ${key}`);
  return found.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
