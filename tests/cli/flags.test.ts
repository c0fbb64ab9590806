import { expect, it } from 'vitest';
import { readStartFlags, WINDS, windOf } from '../../src/cli/flags.mjs';
import { ClearError } from '../../src/cli/say.mjs';

const read = (...args: string[]): ReturnType<typeof readStartFlags> => readStartFlags(args, '/home/typed');

it('reads nothing as the defaults of the help', () => {
  expect(read()).toEqual({
    port: 8090,
    host: '127.0.0.1',
    data: '/home/typed/pb_data',
    demo: true,
    help: false,
  });
});

it('0.14 takes every source of wind that the help names, in both ways of writing a flag', () => {
  expect(WINDS).toEqual(['open-meteo', 'replay', 'push']);
  for (const wind of WINDS) {
    expect(read('--wind', wind).wind).toBe(wind);
    expect(read(`--wind=${wind}`).wind).toBe(wind);
    for (const isDemo of [true, false]) expect(windOf(read('--wind', wind), isDemo)).toBe(wind);
  }
});

it('0.14 without a word the demo replays its own wind and an own city asks Open-Meteo', () => {
  expect(windOf(read(), true)).toBe('replay');
  expect(windOf(read('--demo', 'off'), false)).toBe('open-meteo');
});

it.each(['east', 'Replay', 'open_meteo', ' push'])('refuses the wind %j and names the three', (wind) => {
  expect(refusalOf('--wind', wind)).toMatchObject({
    key: 'cli_bad_value',
    params: { flag: '--wind', value: wind, allowed: 'open-meteo | replay | push' },
    code: 2,
  });
});

it('refuses a wind that is not said', () => {
  for (const args of [['--wind'], ['--wind=']])
    expect(refusalOf(...args)).toMatchObject({ key: 'cli_flag_without_value', code: 2 });
});

function refusalOf(...args: string[]): ClearError {
  try {
    read(...args);
  } catch (error) {
    if (error instanceof ClearError) return error;
    throw error;
  }
  throw new Error('not refused');
}
