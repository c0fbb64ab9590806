import { dateKey, startOfDay } from '../../core/china-time.ts';
import { pickSample } from '../../core/casework/sample.ts';
import { ok } from '../../core/result.ts';
import type { Instant } from '../../core/units.ts';
import { append } from '../events/append.ts';
import { host, queryAll, type App } from '../pb.ts';
import { attempt } from './attempt.ts';

/** What a draw did. */
export interface SampleReport {
  readonly lots: number;
  readonly drawn: number;
  readonly picked: number;
  /** Left for the next night. */
  readonly refused: number;
}

interface Lottery {
  readonly id: string;
  readonly rev: number;
}
/** A lot with more that cannot be written has something else wrong with it. */
const MOST_LEFT_OUT = 20;

/**
 * Draws which of the problems fixed on the spot on closed days are looked at again, a lot for each Beijing day. The seed is the hash
 * of the last event then: nobody knows it before, and everybody can draw the lot again afterwards. One transaction for each lot;
 * what is refused stops neither its lot nor the others.
 */
export function drawSamples(app: App, now: Instant): SampleReport {
  const rows = queryAll(
    app,
    `SELECT id, rev, foundAt FROM problems WHERE state = 'fixed_on_spot' AND sample = '' AND foundAt < {:today} ORDER BY foundAt, id`,
    { id: '', rev: 0, foundAt: 0 },
    { today: startOfDay(now) },
  );
  const lots = new Map<string, typeof rows>();
  for (const row of rows) lots.set(dateKey(row.foundAt), [...(lots.get(dateKey(row.foundAt)) ?? []), row]);
  const drawn = [...lots].map(([day, lot]) => drawLot(app, day, lot));
  const sum = (field: keyof Drawn): number => drawn.reduce((total, each) => total + each[field], 0);
  return { lots: lots.size, drawn: sum('drawn'), picked: sum('picked'), refused: sum('refused') };
}

interface Drawn {
  readonly drawn: number;
  readonly picked: number;
  readonly refused: number;
}

/** What cannot be written is left out and the lot drawn again without it, so that whoever draws it again has the same lot. */
function drawLot(app: App, day: string, whole: readonly Lottery[]): Drawn {
  let lot = whole;
  while (lot.length > 0 && whole.length - lot.length < MOST_LEFT_OUT) {
    let at = '';
    let picks = 0;
    const done = attempt(app, 'samples', (tx) => {
      const [last] = queryAll(tx, 'SELECT hash FROM events ORDER BY seq DESC LIMIT 1', { hash: '' });
      const seed = `${day} ${last?.hash ?? ''}`;
      const picked = new Set(
        pickSample(
          lot.map((each) => each.id),
          seed,
        ),
      );
      picks = picked.size;
      for (const { id, rev } of lot) {
        at = id;
        const payload = { picked: picked.has(id), of: lot.length, seed };
        const taken = append(tx, { type: 'problem.sampled', subjectId: id, seen: rev, payload });
        if (!taken.ok) return taken;
      }
      return ok(null);
    });
    if (done) return { drawn: lot.length, picked: picks, refused: whole.length - lot.length };
    lot = lot.filter((each) => each.id !== at);
  }
  return { drawn: 0, picked: 0, refused: whole.length };
}

/** Every night. */
export function onSampleCron(): void {
  try {
    drawSamples(host.app, Date.now());
  } catch (error) {
    host.app.logger().error('samples failed', 'error', String(error));
  }
}

/** `pocketbase samples`: one draw from the command line; what it did is printed as JSON. */
export function onSampleCommand(): void {
  console.log(JSON.stringify(drawSamples(host.app, Date.now())));
}
