import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTable } from '../../src/cli/read-table.ts';
import { readCityFiles } from '../../src/core/city-import/read-city-file.ts';
import { guessMapping, mapTable } from '../../src/core/feeds/history-table.ts';
import { readPush } from '../../src/core/feeds/read-push.ts';

const EXAMPLES = 'data/examples';

describe('the example files', () => {
  it('station-push.csv is taken whole by the push door', () => {
    const answer = readPush(readFileSync(`${EXAMPLES}/station-push.csv`, 'utf8'), 'csv', {
      stations: new Map([
        ['HJ001', 'a'],
        ['HJ002', 'b'],
      ]),
      now: Date.UTC(2026, 10, 22, 4, 30),
      spanMin: 2,
    } as Parameters<typeof readPush>[2]);
    if (!answer.ok) throw new Error(answer.error.key);
    expect(answer.value.refused).toEqual([]);
    expect(answer.value.rows).toHaveLength(3);
    expect(answer.value.rows[2]?.wind).toMatchObject({ kind: 'calm' });
  });

  it('hourly-history.csv is mapped without a hand, and what is missing stays missing', async () => {
    const table = await readTable(`${EXAMPLES}/hourly-history.csv`);
    if (!table.ok) throw new Error(table.error.key);
    const mapped = mapTable(table.value, guessMapping(table.value), {
      stations: new Map([
        ['示例一站', 'a'],
        ['示例二站', 'b'],
      ]),
      now: Date.UTC(2026, 10, 22),
    });
    if (!mapped.ok) throw new Error(mapped.error.key);
    expect(mapped.value.refused).toEqual([]);
    expect(mapped.value.rows).toHaveLength(3);
    expect(mapped.value.rows[1]?.values).not.toHaveProperty('pm10');
  });

  it('sources.csv becomes three sources', async () => {
    const table = await readTable(`${EXAMPLES}/sources.csv`);
    if (!table.ok) throw new Error(table.error.key);
    const { plan, files } = readCityFiles(
      [{ name: 'sources.csv', content: { table: table.value } }],
      (place) => place,
      { units: [], gridCodes: new Set() },
    );
    expect(files[0]?.error).toBeNull();
    expect(files[0]?.problems).toEqual([]);
    expect(plan.sources.map((each) => each.kind)).toEqual(['site', 'earthwork', 'batching_plant']);
  });
});
