import { message } from '../../core/message.ts';
import { readPlaces } from '../../core/feeds/read-places.ts';
import { refuse } from '../http/refuse.ts';
import type { RecordEvent } from '../pb.ts';

/** A handheld reading typed in by a person passes the same checks as one that a device pushes: values, time and place. */
export function onMobileReading(e: RecordEvent): void {
  const { at, accuracyM, device, lng, lat } = e.requestEvent.requestInfo().body;
  const given: unknown = JSON.parse(e.record.getString('values') || 'null');
  const values = typeof given === 'object' ? given : null;
  const row = { device, lng, lat, ...values, time: at, accuracy_m: accuracyM };
  const { mobile, refused } = readPlaces({ mobile: [row] }, { sources: new Map(), now: Date.now() });
  const [reading] = mobile;
  const [first] = refused;
  if (first || !reading) {
    const reason = message(first?.key ?? 'admin_feed_row_empty', { ...first?.params });
    return refuse(e.requestEvent, 400, 'invalid', reason, { field: first?.field ?? '' });
  }
  e.record.set('values', reading.values);
  e.next();
}
