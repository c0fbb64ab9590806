import { expect, test, vi } from 'vitest';
import { fetchHistory } from '../../src/api/air.ts';
import type { History, StationHistory } from '../../src/core/history.ts';

const NONE: StationHistory = { wind: [], air: { at: [], pm10: [], pm25: [], span: [] } };
const asked: string[][] = [];
vi.mock('../../src/api/fetch-json.ts', () => ({
  /** The route: nobody gets more than sixty at once. */
  fetchJson: async (_: string, query: { stations: string; from: number; to: number }): Promise<History> => {
    const ids = query.stations.split(',');
    asked.push(ids);
    if (ids.length > 60) throw new Error('400');
    const { from, to } = query;
    const fits = { [ids[0]!]: { neighbours: ids } } as unknown as NonNullable<History['fits']>;
    return { from, to, step: 'row', fits, stations: Object.fromEntries(ids.map((each) => [each, NONE])) };
  },
}));

test('0.14 the history of a city with more stations than one request may name is put together from several', async () => {
  const ids = Array.from({ length: 130 }, (_, i) => `s${i}`);
  const whole = await fetchHistory(ids, 1, 2);
  expect(asked.map((each) => each.length)).toEqual([60, 60, 10]);
  expect(Object.keys(whole.stations)).toEqual(ids);
  expect(Object.keys(whole.fits ?? {})).toEqual(['s0', 's60', 's120']);
  expect(whole).toMatchObject({ from: 1, to: 2, step: 'row' });
});
