import { isPinReason } from '../core/casework/pin-reasons.ts';
import { clock } from '../core/china-time.ts';
import { exhaustive } from '../core/exhaustive.ts';
import type { ChiefLevel } from '../core/territory/grid-chiefs.ts';
import type { Instant } from '../core/units.ts';
import { compassPoint, compassPointZh } from '../core/wind/direction.ts';
import { m } from '../text/paraglide/messages.js';
import { getLocale } from '../text/paraglide/runtime.js';
import { name } from '../text/say.ts';

/** "2 分前", from minutes; null = never. */
export function ageWords(minutes: number | null): string {
  if (minutes === null) return m.dispatch_age_never();
  const whole = Math.max(0, Math.round(minutes));
  if (whole < 1) return m.dispatch_age_now();
  if (whole < 60) return m.dispatch_age_minutes({ minutes: whole });
  return m.dispatch_age_hours({ hours: Math.floor(whole / 60), minutes: whole % 60 });
}

/** "南西南" or "SSW". */
export function compassWords(from: number): string {
  return getLocale() === 'en' ? compassPoint(from) : compassPointZh(from);
}

/** "二级网格长 王某". */
export function chiefWords(level: ChiefLevel, chief: string): string {
  switch (level) {
    case 'town':
      return m.trade_chief_town({ name: chief });
    case 'village':
      return m.trade_chief_village({ name: chief });
    case 'cell':
      return m.trade_chief_cell({ name: chief });
    default:
      return exhaustive(level);
  }
}

/** Why a place was pinned: a reason that the device knew in the reader's language, else what its author wrote. */
export function pinReasonWords(reason: string): string {
  return isPinReason(reason) ? name('trade_pin', reason) : reason;
}

/** Whole percent of a share. */
export function percent(share: number): number {
  return Math.round(share * 100);
}

/**
 * Whole percents that add up to 100 like the shares they stand for: largest remainders get the missing points.
 * An empty list stays empty.
 */
export function percents(shares: readonly number[]): number[] {
  const floors = shares.map((each) => Math.floor(each * 100));
  const total = Math.round(shares.reduce((sum, each) => sum + each, 0) * 100);
  const missing = total - floors.reduce((sum, each) => sum + each, 0);
  const byRemainder = shares
    .map((each, index) => ({ index, rest: each * 100 - Math.floor(each * 100) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of byRemainder.slice(0, Math.max(0, missing))) floors[index]!++;
  return floors;
}

/** A signed change with real minus; "0" without a sign. */
export function signed(value: number): string {
  const whole = Math.round(value);
  return whole === 0 ? '0' : whole > 0 ? `+${whole}` : `−${-whole}`;
}

/** HH:MM in Beijing time. */
export function timeWords(at: Instant): string {
  return clock(at);
}

/** Kilometres with one decimal. */
export function km(metres: number): string {
  return (metres / 1000).toFixed(1);
}

/** Name of a pollutant as the standards write it. */
export const POLLUTANT_WORDS = {
  pm10: 'PM10',
  pm25: 'PM2.5',
  so2: 'SO₂',
  no2: 'NO₂',
  o3: 'O₃',
  co: 'CO',
} as const;

const AQI_WORDS = [
  m.map_aqi_0,
  m.map_aqi_1,
  m.map_aqi_2,
  m.map_aqi_3,
  m.map_aqi_4,
  m.map_aqi_5,
  m.map_aqi_6,
] as const;

/** A category's short name as the legend has it: "轻度", "light"; 0 = no value. */
export function aqiWords(level: 0 | 1 | 2 | 3 | 4 | 5 | 6): string {
  return AQI_WORDS[level]();
}
