import { dateKey, startOfDay } from '../../core/china-time.ts';
import { pickSample } from '../../core/casework/sample.ts';
import type { Instant } from '../../core/units.ts';
import { append } from '../events/append.ts';
import { host, queryAll, type App } from '../pb.ts';

/** What a draw did. */
export interface SampleReport {
  readonly lots: number;
  readonly drawn: number;
  readonly picked: number;
}

/**
 * Draws which of the problems fixed on the spot on closed days are looked at again, a lot for each Beijing day. The seed is the hash
 * of the last event then: nobody knows it before, and everybody can draw the lot again afterwards. One transaction for each lot.
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
  let picks = 0;
  for (const [day, lot] of lots) {
    app.runInTransaction((tx) => {
      const [last] = queryAll(tx, 'SELECT hash FROM events ORDER BY seq DESC LIMIT 1', { hash: '' });
      const seed = `${day} ${last?.hash ?? ''}`;
      const picked = new Set(
        pickSample(
          lot.map((each) => each.id),
          seed,
        ),
      );
      picks += picked.size;
      for (const { id, rev } of lot) {
        const payload = { picked: picked.has(id), of: lot.length, seed };
        const taken = append(tx, { type: 'problem.sampled', subjectId: id, seen: rev, payload });
        if (!taken.ok) throw new Error(taken.error.reason.key);
      }
    });
  }
  return { lots: lots.size, drawn: rows.length, picked: picks };
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
