import { chinaInstant, chinaTime } from '../core/china-time.ts';

/** "2026-11-22T18:00" in Beijing time, as date fields have it. */
export function fieldTime(at: number): string {
  const { year, month, day, hour, minute } = chinaTime(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** The instant of a date field in Beijing time; null when it is empty. */
export function instantOfField(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return chinaInstant(year, month, day, hour, minute);
}
