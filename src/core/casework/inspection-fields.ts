import type { Circumstances, InspectionMode, InspectionOutcome } from '../checks/inspection-kinds.ts';
import { ratedAnswers } from '../checks/rated-answers.ts';
import { DAY_MS } from '../china-time.ts';
import type { CheckAnswers } from '../patrol/task-payloads.ts';
import type { TaskTarget } from '../patrol/task-types.ts';
import { count, text, type Author, type Refusal, type Row, type Write } from './act.ts';
import type { Place } from './place.ts';
import { invalid } from './refuse.ts';
import type { Result } from '../result.ts';
import type { Instant } from '../units.ts';

/** A gate that stayed shut is proposed to be visited again within two days. */
export const REVISIT_MS = 2 * DAY_MS;

/** What an inspection says, whichever event brings it. */
export interface Inspected extends Circumstances {
  readonly task: string;
  readonly outcome: InspectionOutcome;
  readonly at: Instant;
  readonly place: Place;
  readonly note: string;
  readonly answers: CheckAnswers | null;
}

/** Null when the outcome has what it has to say with it: a witness of an obstruction, a reason, whom the law was told. */
export function againstOutcome(
  outcome: InspectionOutcome,
  note: string,
  { witness, education }: Pick<Circumstances, 'witness' | 'education'>,
): Result<never, Refusal> | null {
  if (outcome === 'obstructed' && witness.trim() === '') return invalid('server_needs_witness');
  if ((outcome === 'obstructed' || outcome === 'locked') && note.trim() === '')
    return invalid('server_visit_needs_reason');
  return outcome === 'education' && education === null ? invalid('server_needs_education') : null;
}

/** What a covert task came to stays covert, whatever the tablet ticked. */
export function modeOn(task: Row | null, said: InspectionMode): InspectionMode {
  return task && text(task, 'mode') === 'covert' ? 'covert' : said;
}

/** The row of a new inspection. */
export function inspectionRow(id: string, said: Inspected, author: Author, source: Row): Write {
  const { outcome, at, place, police } = said;
  const shut = outcome === 'locked' || outcome === 'obstructed';
  return {
    collection: 'inspections',
    id,
    create: true,
    fields: {
      task: said.task,
      source: source.id,
      by: author.id,
      group: author.group,
      at,
      lng: place.lng,
      lat: place.lat,
      accuracyM: place.accuracyM ?? 0,
      result: outcome,
      mode: said.mode,
      witness: said.witness,
      followUp: police && outcome === 'obstructed' ? 'police' : '',
      education: said.education,
      revisitDueAt: shut ? at + REVISIT_MS : 0,
      note: said.note,
      answers: said.answers && ratedAnswers(said.answers),
      town: text(source, 'town'),
      demo: false,
      rev: 1,
    },
  };
}

/**
 * What a look at a source adds to its record. A gate that stayed shut is no check: it tells nothing about the source. Coming back on
 * the same task is the same check.
 */
export function lookedAt(source: Row, outcome: InspectionOutcome, task: Row | null, at: Instant): Write[] {
  if (outcome !== 'found' && outcome !== 'nothing') return [];
  const targets = (task?.['targets'] as readonly TaskTarget[] | null | undefined) ?? [];
  const before = targets.find((each) => each.source === source.id)?.state;
  return [
    {
      collection: 'sources',
      id: source.id,
      create: false,
      fields: { lastCheckAt: Math.max(at, count(source, 'lastCheckAt')) },
      add: {
        checks: before === 'found' || before === 'nothing' ? 0 : 1,
        hits: outcome === 'found' && before !== 'found' ? 1 : 0,
      },
    },
  ];
}
