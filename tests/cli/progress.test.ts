import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withProgress } from '../../src/cli/progress.mjs';
import type { Params } from '../../src/cli/say.mjs';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('says what is begun, every ten seconds that it goes on, and how long it took', async () => {
  const told: [string, Params | undefined][] = [];
  const work = withProgress(
    'cli_building',
    () => new Promise<string>((done) => setTimeout(() => done('built'), 25_000)),
    (key, params) => void told.push([key, params]),
  );
  expect(told).toEqual([['cli_building', undefined]]);
  await vi.advanceTimersByTimeAsync(25_000);
  expect(await work).toBe('built');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told.map(([key, params]) => [key, Number(params?.['seconds'])])).toEqual([
    ['cli_building', Number.NaN],
    ['cli_still', 10],
    ['cli_still', 20],
    ['cli_done', 25],
  ]);
});

it('says nothing more of what failed', async () => {
  const told: string[] = [];
  const work = withProgress(
    'cli_building',
    () => Promise.reject(new Error('no')),
    (key) => void told.push(key),
  );
  await expect(work).rejects.toThrow('no');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toEqual(['cli_building']);
});
