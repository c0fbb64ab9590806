import { message } from '../../core/message.ts';
import { refuse } from '../http/refuse.ts';
import { readStations } from '../jobs/read-stations.ts';
import { readRose } from '../jobs/roses.ts';
import type { RequestEvent } from '../pb.ts';
import { refusesMap, sendJson } from './http-body.ts';

/** GET /api/sf/rose?station=ID: see core/rose-answer.ts. */
export function rose(e: RequestEvent): void {
  if (refusesMap(e)) return;
  const station = e.request.url.query().get('station');
  if (!readStations(e.app).some((each) => each.id === station))
    return refuse(e, 404, 'missing', message('server_no_such_row', { subject: 'stations' }));
  sendJson(e, 200, readRose(e.app, station, Date.now()));
}
