import { describe, expect, it } from 'vitest';
import { contrast, readTokens, THEMES } from './tokens.ts';

const inks = ['text', 'text-2', 'text-3', 'accent-text', 'wind', 'ok', 'warn', 'danger', 'stale'];
const grounds = ['surface', 'surface-2', 'surface-3', 'bg'];
const soft = ['ok', 'warn', 'danger', 'stale', 'wind'];

const PAIRS: readonly (readonly [string, string])[] = [
  ...inks.flatMap((ink) => grounds.map((ground) => [ink, ground] as const)),
  ...soft.map((each) => [each, `${each}-soft`] as const),
  ['accent-text', 'accent-soft'],
  ['text', 'accent-soft'],
  ['text-2', 'accent-soft'],
  ['text-3', 'accent-soft'],
  ['text-on-accent', 'accent'],
  ['text-on-accent', 'accent-hover'],
  ['map-label', 'map-land'],
  ['map-label', 'map-built'],
  ['map-label', 'map-out'],
  ['map-label-water', 'map-water'],
  ['symbol', 'map-land'],
  ['text', 'map-land'],
  ['wind', 'map-land'],
  ...[1, 2, 3, 4, 5, 6].map((level) => [`aqi-${level}-ink`, `aqi-${level}`] as const),
];

describe('contrast of the tokens', () => {
  it('covers 60 pairs of ink and ground', () => {
    expect(PAIRS).toHaveLength(60);
  });

  it.each(THEMES)('theme %s keeps 4.5:1 on every pair', (theme) => {
    const tokens = readTokens(theme);
    const low = PAIRS.map(([ink, ground]) => ({
      pair: `${ink} on ${ground}`,
      ratio: contrast(tokens.get(`--${ink}`) ?? '', tokens.get(`--${ground}`) ?? ''),
    })).filter((each) => each.ratio < 4.5);
    expect(low).toEqual([]);
  });
});
