import { CHECK_RESULTS } from '../sources/check-rate.ts';
import { nullable, number, oneOf, record, shape, text } from './check.ts';

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
export const answers = shape({ form: text(60, 1), items: record(oneOf(CHECK_RESULTS), 60) });
