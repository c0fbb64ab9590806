import type { PhotoRef } from '../../core/casework/events.ts';
import { uuidv7 } from '../../core/ids.ts';
import type { PublicKind } from '../../core/intake/public-kinds.ts';
import { readPin } from '../../core/intake/public-report.ts';
import { message, type Message } from '../../core/message.ts';
import { findRecord, toRow } from '../events/to-row.ts';
import { refuse } from '../http/refuse.ts';
import { queryAll, type RequestEvent } from '../pb.ts';
import { hasRole, pathValue, readJson, sendJson } from './http-body.ts';
import { openCase } from './report.ts';

/** POST /api/sf/reports/{id}/place {lng, lat}: the office has found where it is; the report becomes a case. Answers {problem}. */
export function placeReport(e: RequestEvent): void {
  if (!hasRole(e, 'dispatcher')) return refuse(e, 403, 'forbidden', message('server_not_your_task_short'));
  const pin = readPin(readJson(e));
  if (!pin.ok) return refuse(e, 400, 'invalid', pin.error);
  let wrong: Message | null = null;
  let problem = '';
  try {
    e.app.runInTransaction((tx) => {
      const refuseWith = (reason: Message): never => {
        wrong = reason;
        throw new Error(reason.key);
      };
      const record = findRecord(tx, 'reports', pathValue(e, 'id'));
      if (!record) return refuseWith(message('server_report_unknown'));
      if (record.getString('problem') !== '') return refuseWith(message('server_already_there'));
      const photos = (toRow(record)['photos'] as readonly PhotoRef[] | null) ?? [];
      const [kept] = queryAll(
        tx,
        'SELECT subjectId FROM photos WHERE id = {:id}',
        { subjectId: '' },
        { id: photos[0]?.id ?? '' },
      );
      problem = kept?.subjectId || uuidv7(Date.now(), Math.random);
      const report = {
        kind: record.getString('kind') as PublicKind,
        placeText: record.getString('placeText'),
        note: record.getString('note'),
      };
      const opened = openCase(tx, report, pin.value, { problem, photos });
      if (!opened.ok) return refuseWith(opened.error.reason);
      record.set('problem', problem);
      record.set('lng', pin.value.lng);
      record.set('lat', pin.value.lat);
      tx.save(record);
    });
  } catch (error) {
    if (!wrong) throw error;
    return refuse(e, 400, 'invalid', wrong);
  }
  sendJson(e, 200, { problem });
}
