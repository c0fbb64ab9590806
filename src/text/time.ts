import { getLocale } from './paraglide/runtime.js';

const ZONE = 'Asia/Shanghai';

/** 24-hour Beijing time: 12:22. */
export function clock(at: number): string {
  return part(at, 'en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** 24-hour Beijing time with seconds: 12:22:08. */
export function clockWithSeconds(at: number): string {
  return part(at, 'en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

/** Beijing date with weekday: 11月20日 周五, or Fri 20 Nov. */
export function dateWithWeekday(at: number): string {
  if (getLocale() === 'en') return part(at, 'en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
  return `${date(at)} ${part(at, 'zh-CN', { weekday: 'short' })}`;
}

/** Beijing date: 11月20日, or 20 Nov. */
export function date(at: number): string {
  return part(at, getLocale() === 'en' ? 'en-GB' : 'zh-CN', { month: 'short', day: 'numeric' });
}

/** Beijing date with its year, for what is far off: 2027年11月20日, or 20 Nov 2027. */
export function dateWithYear(at: number): string {
  const options = { year: 'numeric', month: 'short', day: 'numeric' } as const;
  return part(at, getLocale() === 'en' ? 'en-GB' : 'zh-CN', options);
}

/** Beijing date and time with weekday, as deadlines are written: 11月20日 周五 18:00. */
export function dateAndClock(at: number): string {
  return `${dateWithWeekday(at)} ${clock(at)}`;
}

/** Making a formatter costs about a thousand times what using it does. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function part(at: number, locale: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${Object.entries(options).flat().join(' ')}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, { timeZone: ZONE, hourCycle: 'h23', ...options });
    formatters.set(key, formatter);
  }
  return formatter.format(at);
}
