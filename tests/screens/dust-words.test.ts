import { afterEach, expect, test } from 'vitest';
import type { DustNow } from '../../src/core/triggers/dust-monitor.ts';
import { dustWords } from '../../src/screens/dispatch/dust-words.ts';
import { overwriteGetLocale } from '../../src/text/paraglide/runtime.js';

const HOUR = 3_600_000;
/** 08:00 in Beijing. */
const at = Date.UTC(2026, 10, 22);
const dust: DustNow = { state: 'stop', since: at - HOUR, at, value: 240, source: 'site', name: '东区二期' };

afterEach(() => overwriteGetLocale(() => 'zh-CN'));

test.each([
  ['zh-CN', '超标停工', '停工，08:00 起无数据'],
  ['en', 'Work stopped', 'Stopped, no data since 08:00'],
] as const)(
  '0.13 in %s: a stopped site whose monitor went silent says since when',
  (locale, stopped, silent) => {
    overwriteGetLocale(() => locale);
    expect(dustWords(dust, at + 5 * HOUR)).toBe(stopped);
    expect(dustWords(dust, at + 6 * HOUR)).toBe(silent);
    expect(dustWords({ ...dust, state: 'warn' }, at + 6 * HOUR)).not.toBe(silent);
  },
);
