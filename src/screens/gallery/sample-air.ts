import type { Zone } from '../../core/upwind/zone.ts';
import { bearing, metres } from '../../core/units.ts';
import type { StationMark } from '../../map/layers/StationMarkers.svelte';
import type { PatrolMark } from '../../map/layers/patrols-style.ts';
import type { SourceMark } from '../../map/layers/sources-style.ts';
import { SOURCE_KINDS } from '../../core/sources/source-kinds.ts';
import { m } from '../../text/paraglide/messages.js';
import type { DialWind } from '../../ui/WindDial.svelte';
import type { TimedValue } from '../../ui/timeline.ts';
import type { TimedWind } from '../../ui/TimelineBarbs.svelte';

/** Fixed moments and values: the gallery looks the same every day. */
export const SAMPLE_NOW = Date.UTC(2026, 10, 20, 4, 22);
const MINUTE = 60_000;

export const SAMPLE_WIND: readonly DialWind[] = Array.from({ length: 19 }, (_, i) => ({
  minutesAgo: i * 10,
  from: i > 3 ? 268 + Math.sin(i) * 6 : 208 + i * 12,
  speedMs: 2.4 + Math.cos(i) * 0.8,
}));

export const SAMPLE_WINDS: readonly TimedWind[] = Array.from({ length: 73 }, (_, i) => ({
  at: SAMPLE_NOW - (72 - i) * 5 * MINUTE,
  from: i === 15 ? null : i > 66 ? 208 + (72 - i) * 9 : 268 + Math.sin(i) * 8,
  speedMs: i === 15 ? 0 : 2 + Math.sin(i / 5) * 1.6,
}));

export const SAMPLE_VALUES: readonly TimedValue[] = Array.from({ length: 73 }, (_, i) => ({
  at: SAMPLE_NOW - (72 - i) * 5 * MINUTE,
  value: Math.round(95 + Math.sin(i / 4) * 6 + Math.max(0, i - 52) ** 1.55 * 1.7),
}));

export const SAMPLE_OTHERS: readonly TimedValue[] = SAMPLE_VALUES.map((each, i) => ({
  at: each.at,
  value: 104 + Math.round(Math.sin(i / 9) * 6) + Math.round(i / 3),
}));

export const SAMPLE_STATIONS: readonly StationMark[] = [
  { id: 's1', name: '东林站', lng: 113.652, lat: 34.872, level: 4, value: '268' },
  { id: 's2', name: '南坪站', lng: 113.632, lat: 34.808, level: 3, value: '141' },
  { id: 's3', name: '北渡站', lng: 113.605, lat: 34.908, level: 2, value: '71' },
  {
    id: 's4',
    name: '西营站',
    lng: 113.553,
    lat: 34.883,
    level: 0,
    value: '–',
    age: m.dispatch_age_hours({ hours: 2, minutes: 40 }),
  },
];

export const SAMPLE_SOURCES: readonly SourceMark[] = SOURCE_KINDS.flatMap((kind, i) =>
  Array.from({ length: kind === 'restaurant' ? 60 : 3 }, (_, j) => ({
    id: `${kind}-${j}`,
    kind,
    state: j === 2 ? ('stopped' as const) : ('active' as const),
    lng: 113.55 + ((i * 37 + j * (kind === 'restaurant' ? 13 : 61)) % 140) / 1000,
    lat: 34.82 + ((i * 53 + j * (kind === 'restaurant' ? 29 : 41)) % 75) / 1000,
  })),
);

export const SAMPLE_PATROLS: readonly PatrolMark[] = [
  { id: 'g1', text: '东林一组', lng: 113.668, lat: 34.886, heading: 220 },
  { id: 'g2', text: '南坪二组', lng: 113.618, lat: 34.862, heading: 60, accuracyM: 300 },
];

/** A sector by the wind of the sample, drawn by the same code as a real one. */
export const SAMPLE_ZONE: Zone = {
  station: 's1',
  apex: { lng: 113.652, lat: 34.872 },
  at: SAMPLE_NOW,
  windowMin: 60,
  method: 'L1 sector',
  shape: { kind: 'sector', radiusM: metres(6200), axis: bearing(222), halfAngleDeg: 26 },
  confidence: 'high',
  reasons: [],
  axis: bearing(222),
  speedMs: 2.4,
};
