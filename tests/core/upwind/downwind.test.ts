import { describe, expect, it } from 'vitest';
import { destination } from '../../../src/core/geo.ts';
import { stationsDownwind } from '../../../src/core/upwind/downwind.ts';

const work = { lng: 113.62, lat: 34.86 };
const station = (name: string, towards: number, metres: number) => ({ name, ...destination(work, towards, metres) });

describe('0.22 stations downwind of work', () => {
  const stations = [
    station('far', 45, 4900),
    station('near', 60, 900),
    station('beside', 90, 1000),
    station('upwind', 225, 500),
    station('beyond', 45, 5200),
  ];

  it('warns of stations the air reaches next, nearest first, and of no others', () => {
    expect(stationsDownwind(work, 225, stations).map((each) => each.name)).toEqual(['near', 'far']);
  });

  it('works across north', () => {
    const north = [station('left', 350, 800), station('right', 10, 900)];
    expect(stationsDownwind(work, 180, north).map((each) => each.name)).toEqual(['left', 'right']);
  });
});
