import { readFileSync } from 'node:fs';
import type { Message } from '../core/message.ts';
import { localeOf, readLocale } from './say.mjs';

export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language a command was asked for, or that of the machine; undefined for one that does not exist. */
export function languageOf(given: string | undefined): Language | undefined {
  return given === undefined ? localeOf(process.env) : readLocale(given);
}

/** Turns messages into sentences for a program without a page: reads the message file itself. Unknown keys come back as they are. */
export function wordsOf(language: Language, area = 'upwind'): (message: Message) => string {
  const file = new URL(`../text/messages/${language}/${area}.json`, import.meta.url);
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const say = ({ key, params }: Message): string => {
    const text = texts[key];
    if (typeof text !== 'string') return key;
    return text.replace(/\{(\w+)\}/g, (_, name: string) => word(params?.[name] ?? ''));
  };
  const word = (value: unknown): string => {
    if (Array.isArray(value)) return value.map(word).join(language === 'en' ? ', ' : '、');
    return typeof value === 'object' && value !== null ? say(value as Message) : String(value);
  };
  return say;
}
