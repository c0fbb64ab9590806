import Supercluster from 'supercluster';
import { encodeColumns, severityOf, unpackLat, unpackLng } from '../src/core/columns/codec.ts';
import { ColumnsEngine } from '../src/workers/columns-engine.ts';
import { figure, type Figure } from './figure.ts';
import { AREA, DAY_S, median, sampleProblems, YEAR_FROM_S } from './problem-sample.ts';

const PROBLEMS = 1_000_000;
const WINDOW_DAYS = 30;
const ZOOM = 9;
const STEPS = 25;
const REBUILDS = 3;
/** Both sides run compiled before the clock does. */
const WARM_STEPS = 25;

/**
 * One step of a 30-day window over 1 M problems, data part: the columns' clusters against filtering the features and
 * building supercluster anew. Both end with the clusters of the same view; medians of one run.
 */
export async function slider(): Promise<Figure[]> {
  const records = sampleProblems(PROBLEMS);
  const engine = new ColumnsEngine();
  engine.append(encodeColumns(records));
  const windowAt = (step: number): { from: number; until: number } => {
    const from = YEAR_FROM_S + (20 + step * 11) * DAY_S;
    return { from, until: from + WINDOW_DAYS * DAY_S };
  };
  const byColumns = (step: number): number => {
    const { marks, count } = engine.view({
      kind: 'view',
      box: AREA,
      zoom: ZOOM,
      filter: {},
      time: { kind: 'found', ...windowAt(step) },
      mode: 'clusters',
      colours: [],
    });
    return marks ? count : 0;
  };
  for (let step = 0; step < WARM_STEPS; step++) byColumns(step);
  const columns = Array.from({ length: STEPS }, (_, step) => timed(() => byColumns(step)));

  // Made only now: in the product no million objects lie in the worker's heap to be swept.
  const features = Array.from({ length: PROBLEMS }, (_, i) => ({
    type: 'Feature' as const,
    properties: { opened: records.opened[i]!, severity: severityOf(records.bits[i]!) },
    geometry: {
      type: 'Point' as const,
      coordinates: [unpackLng(records.x[i]!), unpackLat(records.y[i]!)] as [number, number],
    },
  }));
  const byRebuild = (step: number): number => {
    const { from, until } = windowAt(step);
    // Per-severity sums, as the columns' clusters have them.
    const index = new Supercluster<Properties, Sums>({
      radius: 44,
      map: ({ severity }) => ({
        s0: +(severity === 0),
        s1: +(severity === 1),
        s2: +(severity === 2),
        s3: +(severity === 3),
      }),
      reduce: (sum, each) => {
        sum.s0 += each.s0;
        sum.s1 += each.s1;
        sum.s2 += each.s2;
        sum.s3 += each.s3;
      },
    });
    index.load(features.filter(({ properties: { opened } }) => opened >= from && opened < until));
    const clusters = index.getClusters([AREA.west, AREA.south, AREA.east, AREA.north], ZOOM);
    return clusters.reduce(
      (sum, each) => sum + ('point_count' in each.properties ? Number(each.properties.point_count) : 1),
      0,
    );
  };

  byRebuild(0);
  if (byColumns(3) !== byRebuild(3)) throw new Error('the two designs count differently');
  const rebuilds = Array.from({ length: REBUILDS }, (_, step) => timed(() => byRebuild(step * 7)));
  return [figure('slider-step', median(rebuilds) / median(columns), '×', '>= 100')];
}

interface Properties {
  readonly opened: number;
  readonly severity: number;
}

interface Sums {
  s0: number;
  s1: number;
  s2: number;
  s3: number;
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}
