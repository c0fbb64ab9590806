import { INSPECTION_MODES } from '../checks/inspection-kinds.ts';
import { CHECK_RESULTS } from '../sources/check-rate.ts';
import { CHECKLIST_EDITIONS } from '../sources/source-layers.ts';
import { bool, id, list, nullable, number, oneOf, optional, record, shape, text } from './check.ts';

/* Parts that many payloads have. */

export const note = text(2000);
export const reason = text(400, 1);
export const maybeReason = text(400);
export const lng = number(-180, 180);
export const lat = number(-90, 90);
export const place = shape({
  lng,
  lat,
  accuracyM: nullable(number(0, 1e6)),
  by: oneOf(['gps', 'pin']),
  reason: maybeReason,
});
const education = nullable(shape({ people: number(1, 1e5), topic: text(400, 1), whom: optional(text(200)) }));
/** Fields of Circumstances (core/checks/inspection-kinds.ts). */
export const circumstances = { mode: oneOf(INSPECTION_MODES), witness: text(200), police: bool, education };
export const answers = shape({
  form: text(60, 1),
  edition: optional(oneOf(CHECKLIST_EDITIONS)),
  items: record(oneOf(CHECK_RESULTS), 60),
  photos: optional(record(list(id, 9, 1), 60)),
});
