import { text, type Refusal, type World, type Write } from '../casework/act.ts';
import type { FrozenZone } from './task-payloads.ts';
import { missing } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';

/**
 * Keeps a zone as its author saw it, with everything it was computed from. A proposed row of the same id becomes the frozen one;
 * one that is frozen already stays as it is.
 */
export function freezeZone(frozen: FrozenZone, world: World): Result<readonly Write[], Refusal> {
  const { zone } = frozen;
  if (!world.find('stations', zone.station)) return missing('server_no_such_station');
  const row = world.find('zones', frozen.id);
  if (row && text(row, 'state') === 'frozen') return ok([]);
  const fields = {
    station: zone.station,
    at: zone.at,
    pollutant: frozen.pollutant,
    kind: zone.shape.kind,
    confidence: zone.confidence,
    method: zone.method,
    zone,
    ranking: frozen.ranking,
    inputs: frozen.inputs,
    state: 'frozen',
    outcome: 'open',
    ...(row ? {} : { score: null, rev: 0 }),
  };
  return ok([{ collection: 'zones', id: frozen.id, create: row === null, fields }]);
}
