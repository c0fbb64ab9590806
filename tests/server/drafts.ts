import { createHash } from 'node:crypto';
import type { EventDraft, EventType } from '../../src/core/casework/events.ts';
import type { Payload, ProblemFound } from '../../src/core/casework/payloads.ts';
import type { TaskSent } from '../../src/core/patrol/task-payloads.ts';
import { subjectOf } from '../../src/core/casework/advance.ts';
import { canonicalJson } from '../../src/core/canonical-json.ts';
import { uuidv7 } from '../../src/core/ids.ts';
import { id } from './city.ts';

export const newId = (): string => uuidv7(Date.now(), Math.random);

/** An event of now with one photo, ready to send. */
export function draft<T extends EventType>(
  type: T,
  subjectId: string,
  payload: Payload<T>,
  more: Partial<EventDraft> = {},
): EventDraft {
  return {
    id: newId(),
    subject: subjectOf(type),
    subjectId,
    type,
    deviceAt: Date.now(),
    clockOffsetMs: 0,
    seen: 0,
    payload: canonicalJson(payload),
    photos: [],
    ...more,
  };
}

export const photoRef = (): EventDraft['photos'][number] => ({ id: newId(), sha256: sha256(newId()) });

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export const findingOf = (more: Partial<ProblemFound> = {}): ProblemFound => ({
  category: 'dust.bare_soil',
  severity: 1,
  origin: 'patrol',
  source: id('sitewest'),
  task: null,
  place: { lng: 113.55, lat: 34.85, accuracyM: 8, by: 'gps', reason: '' },
  foundAt: Date.now(),
  note: '',
  ...more,
});

/** Put right where it was found, as `findingOf` says. */
export const onSpot: Payload<'problem.fixed_on_spot'> = { note: '', place: findingOf().place };

export const found = (
  problem = newId(),
  more: Partial<ProblemFound> = {},
  event: Partial<EventDraft> = {},
): EventDraft => draft('problem.found', problem, findingOf(more), { photos: [photoRef()], ...event });

export const strikeOf = (more: Partial<TaskSent> = {}): TaskSent => ({
  type: 'upwind_strike',
  group: id('groupone'),
  station: id('station'),
  suggestion: null,
  zone: {
    id: newId(),
    pollutant: 'pm10',
    zone: {
      station: id('station'),
      apex: { lng: 113.55, lat: 34.85 },
      at: Date.now(),
      windowMin: 60,
      method: 'L1',
      shape: { kind: 'disc', radiusM: 3000 as never },
      confidence: 'high',
      reasons: [],
      axis: null,
      speedMs: null,
    },
    ranking: { suspects: [], unlistedShare: 0.1 },
    inputs: { settings: 'as they were' },
  },
  targets: [
    { source: id('sitewest'), share: 0.5 },
    { source: id('yardwest'), share: 0.2 },
  ],
  route: null,
  fromAt: Date.now(),
  untilAt: Date.now() + 3_600_000,
  note: '',
  ...more,
});
