import type { Instant } from '../units.ts';
import type { Pollutant } from './pollutants.ts';

/** Editions of the technical regulation on the ambient air quality index. Store the edition with every index. */
export const AQI_EDITIONS = ['HJ 633-2012', 'HJ 633-2026'] as const;
export type AqiEdition = (typeof AQI_EDITIONS)[number];

/** What an index is computed from: pollutant and averaging time. µg/m³, CO mg/m³. */
export const AQI_ITEMS = [
  'so2_24h',
  'so2_1h',
  'no2_24h',
  'no2_1h',
  'pm10_24h',
  'pm10_1h',
  'co_24h',
  'co_1h',
  'o3_1h',
  'o3_8h',
  'pm25_24h',
  'pm25_1h',
] as const;
export type AqiItem = (typeof AQI_ITEMS)[number];

/** HJ 633-2012 table 1 and HJ 633-2026 table 3: the levels of the sub-index. */
export const IAQI_LEVELS = [0, 50, 100, 150, 200, 300, 400, 500] as const;

/** HJ 633-2026 comes into force on 1 March 2026, Beijing time. */
const FROM_2026: Instant = Date.UTC(2026, 1, 28, 16);

// Both editions share all rows but those of particles. A shorter row means: not defined above its last value.
const GASES = {
  so2_24h: [0, 50, 150, 475, 800, 1600, 2100, 2620],
  so2_1h: [0, 150, 500, 650, 800],
  no2_24h: [0, 40, 80, 180, 280, 565, 750, 940],
  no2_1h: [0, 100, 200, 700, 1200, 2340, 3090, 3840],
  co_24h: [0, 2, 4, 14, 24, 36, 48, 60],
  co_1h: [0, 5, 10, 35, 60, 90, 120, 150],
  o3_1h: [0, 160, 200, 300, 400, 800, 1000, 1200],
  o3_8h: [0, 100, 160, 215, 265, 800],
} as const;

/** Breakpoints of HJ 633-2012 table 1 and HJ 633-2026 table 3; particles of one hour are held against the daily row (2026, 4.2). */
export const BREAKPOINTS: Readonly<
  Record<AqiEdition, Readonly<Partial<Record<AqiItem, readonly number[]>>>>
> = {
  'HJ 633-2012': {
    ...GASES,
    pm10_24h: [0, 50, 150, 250, 350, 420, 500, 600],
    pm25_24h: [0, 35, 75, 115, 150, 250, 350, 500],
  },
  'HJ 633-2026': {
    ...GASES,
    pm10_24h: [0, 50, 120, 250, 350, 420, 500, 600],
    pm10_1h: [0, 50, 120, 250, 350, 420, 500, 600],
    pm25_24h: [0, 35, 60, 115, 150, 250, 350, 500],
    pm25_1h: [0, 35, 60, 115, 150, 250, 350, 500],
  },
};

/**
 * Items that make up an index. HJ 633-2012: hourly gases plus the running 24 h means of particles, daily with both
 * ozone items; HJ 633-2026: six one-hour means, daily without the one-hour ozone.
 */
export const INDEX_ITEMS: Readonly<Record<AqiEdition, Readonly<Record<'hour' | 'day', readonly AqiItem[]>>>> =
  {
    'HJ 633-2012': {
      hour: ['pm25_24h', 'pm10_24h', 'so2_1h', 'no2_1h', 'o3_1h', 'o3_8h', 'co_1h'],
      day: ['pm25_24h', 'pm10_24h', 'so2_24h', 'no2_24h', 'o3_1h', 'o3_8h', 'co_24h'],
    },
    'HJ 633-2026': {
      hour: ['pm25_1h', 'pm10_1h', 'so2_1h', 'no2_1h', 'o3_1h', 'co_1h'],
      day: ['pm25_24h', 'pm10_24h', 'so2_24h', 'no2_24h', 'o3_8h', 'co_24h'],
    },
  };

/** Edition in force for values measured at `at`. */
export function editionAt(at: Instant): AqiEdition {
  return at < FROM_2026 ? 'HJ 633-2012' : 'HJ 633-2026';
}

export function pollutantOf(item: AqiItem): Pollutant {
  return item.slice(0, item.indexOf('_')) as Pollutant;
}
