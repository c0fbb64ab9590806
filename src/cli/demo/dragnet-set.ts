import { canonicalJson } from '../../core/canonical-json.ts';
import type { EventType } from '../../core/casework/events.ts';
import { idList } from '../../core/casework/parties.ts';
import type { Payload } from '../../core/casework/payloads.ts';
import type { Paper } from '../../core/casework/problem-payloads.ts';
import type { PointVerdict } from '../../core/casework/reinspection.ts';
import { HOUR_MS } from '../../core/china-time.ts';
import type { Instant } from '../../core/units.ts';
import { DRAGNET_CODE, DRAGNET_PROBLEMS } from './checks-history.ts';
import type { DemoEvent } from './casework-events.ts';
import type { DemoProblem } from './casework-history.ts';
import type { DemoUnit, DemoUser } from './people.ts';
import { chance } from './random.ts';
import { demoNames } from './read-data.ts';
import type { DemoSource } from './sources.ts';

export interface DemoReinspection {
  readonly id: string;
  readonly source: string;
  readonly town: string;
  readonly group: string;
  readonly units: string;
  readonly verdicts: readonly PointVerdict[];
  readonly papers: readonly Paper[];
  readonly signers: readonly { readonly unit: string; readonly name: string }[];
  readonly state: 'closed';
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  readonly reportedAt: Instant;
  readonly closedAt: Instant;
  readonly siteClosed: false;
  readonly note: string;
  readonly demo: true;
  readonly rev: 3;
}

/** The documented re-inspection of the 21 points: all departments with their papers, 20 pass, one fails, the site stays open. */
export function dragnetSet(
  seed: number,
  problems: readonly DemoProblem[],
  sources: readonly DemoSource[],
  units: readonly DemoUnit[],
  users: readonly DemoUser[],
): { readonly reinspections: readonly DemoReinspection[]; readonly events: readonly DemoEvent[] } {
  const random = chance(seed, 'dragnet-set');
  const site = sources.find((each) => each.code === DRAGNET_CODE)!;
  const last = problems.findLast((each) => each.source === site.id && each.state === 'returned')!;
  const points = problems.filter((each) => each.inspection === last.inspection);
  if (points.length !== DRAGNET_PROBLEMS) throw new Error(`${points.length} points`);
  const closedAt = Math.max(...points.map((each) => each.closedAt));
  const reportedAt = closedAt - HOUR_MS;
  const openedAt = Math.max(...points.map((each) => each.submittedAt ?? each.receivedAt));
  const departments = units.filter((each) => each.kind === 'regulator').slice(0, 5);
  const dispatcher = users.find((each) => each.role === 'dispatcher')!;
  const office = { actor: dispatcher.id, role: 'dispatcher', post: dispatcher.name } as const;
  const field = { actor: '', role: 'inspector', post: demoNames.groups['on_site_4'] ?? '' } as const;
  const id = random.id(openedAt);
  const verdicts = points.map((each): PointVerdict => ({
    problem: each.id,
    verdict: each.state === 'closed' ? 'pass' : 'fail',
  }));
  const papers: readonly Paper[] = [{ kind: 'permit', name: demoNames.cases.permit, photo: null }];
  const signers = departments.map((each) => ({ unit: each.id, name: each.name }));
  const make = <T extends EventType>(
    type: T,
    at: Instant,
    seen: number,
    by: typeof office | typeof field,
    payload: Payload<T>,
  ): DemoEvent => ({
    id: random.id(at),
    subject: 'reinspections',
    subjectId: id,
    type,
    ...by,
    deviceAt: at,
    clockOffsetMs: 0,
    receivedAt: at,
    seen,
    payload: canonicalJson(payload),
    photos: [],
  });
  const common = { source: site.id, note: demoNames.cases.dragnet };
  const row: DemoReinspection = {
    id,
    ...common,
    town: site.town,
    group: '',
    units: idList(departments.map((each) => each.id)),
    verdicts,
    papers,
    signers,
    state: 'closed',
    openedAt,
    dueAt: reportedAt,
    reportedAt,
    closedAt,
    siteClosed: false,
    demo: true,
    rev: 3,
  };
  const place = { lng: site.lng, lat: site.lat, accuracyM: 6, by: 'gps', reason: '' } as const;
  return {
    reinspections: [row],
    events: [
      make('reinspection.opened', openedAt, 0, office, {
        ...common,
        problems: points.map((each) => each.id),
        group: null,
        units: departments.map((each) => each.id),
        dueAt: reportedAt,
      }),
      make('reinspection.reported', reportedAt, 1, field, {
        at: reportedAt,
        verdicts: verdicts.map(({ problem, verdict }) => ({
          problem,
          verdict: verdict === 'pass' ? 'pass' : 'fail',
          note: '',
          place,
          photos: [],
        })),
        papers,
        signers,
        note: '',
      }),
      make('reinspection.closed', closedAt, 2, office, { note: '' }),
    ],
  };
}
