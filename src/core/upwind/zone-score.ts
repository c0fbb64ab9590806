import { count, type Act, type Advance, type Refusal, type World } from '../casework/act.ts';
import type { Payloads } from '../casework/payloads.ts';
import { missing } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';

/** The outcome of a zone, kept with its score; a later one replaces it (the log keeps both). */
export function advanceZone(act: Act<Payloads['zone.scored']>, world: World): Result<Advance, Refusal> {
  const row = world.find('zones', act.draft.subjectId);
  if (!row) return missing('server_no_such_row', { subject: 'zones' });
  const fields = { outcome: act.payload.outcome, score: act.payload.score, rev: count(row, 'rev') + 1 };
  return ok({ writes: [{ collection: 'zones', id: row.id, create: false, fields }], follow: [] });
}
