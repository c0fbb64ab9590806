import type { DirectiveRecord, EscalationRecord, ExposureRecord } from '../../schema/records.ts';
import { city } from '../../state/city.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { name, say } from '../../text/say.ts';
import { date, dateAndClock } from '../../text/time.ts';
import type { KnownPaper } from '../papers/issue-form.svelte.ts';
import { casesOf, directiveUnit } from './step-words.ts';

/** A paper that a record can be turned into, with everything the record says in it. */
export interface RecordPaper {
  /** What tells it from the other papers of the record. */
  readonly label: string;
  readonly known: KnownPaper;
}

const NOTE_MOST = 2000;

/** The cover 转办单 of an order from above: one for each unit that does a part of it, or that it was forwarded to. */
export function papersOfDirective(row: DirectiveRecord): readonly RecordPaper[] {
  const units = [...row.items.map((each) => each.unit), ...row.hops.map((each) => each.to)];
  const { level, issuer: from, theirNo, receivedAt, answerDueAt } = row;
  return [...new Set(units)]
    .filter((each) => each !== '')
    .map((unit) => {
      const own = row.items.filter((each) => each.unit === unit);
      const items = own.map(({ what, dueAt }) =>
        m.escalation_paper_item({ what, time: dateAndClock(dueAt) }),
      );
      const known: KnownPaper = {
        kind: 'order_from_above',
        about: row.id,
        unit,
        problems: casesOf(row),
        items: items.length > 0 ? items : [row.title],
        note: [row.title, row.text].filter(Boolean).join('\n').slice(0, NOTE_MOST),
        above: { level, from, theirNo, receivedAt, answerDueAt },
      };
      return { label: m.escalation_paper_for({ unit: directiveUnit(unit) }), known };
    });
}

/** The exposure sheet 曝光单 of an article. */
export function papersOfExposure(row: ExposureRecord): readonly RecordPaper[] {
  const [unit = ''] = row.parties.split(' ').filter(Boolean);
  const { publishedAt, link } = row;
  const known: KnownPaper = {
    kind: 'exposure',
    about: row.id,
    unit,
    problems: row.problems,
    note: row.title,
    exposure: { medium: name('escalation_medium', row.medium), publishedAt, link },
  };
  return [{ label: m.papers_kind_exposure(), known }];
}

/** The record 约谈记录 of an interview that was held. */
export function papersOfStep(step: EscalationRecord): readonly RecordPaper[] {
  const { terms } = step;
  if (terms?.form !== 'interview') return [];
  const promises = step.commitments ?? [];
  const reason = step.reason || (step.because ? say(step.because) : '') || m.papers_kind_interview();
  const known: KnownPaper = {
    kind: 'interview',
    about: step.id,
    unit: step.unit || (city.sourceById.get(step.source)?.regulator ?? ''),
    problems: casesOf(step),
    interview: {
      who: terms.who,
      at: step.fromAt,
      reason,
      minutes: terms.minutes.trim() || reason,
      commitment: promises
        .map(({ what, dueAt }) => m.escalation_paper_item({ what, time: date(dueAt) }))
        .join('\n'),
      followUpAt: Math.max(step.fromAt, ...promises.map((each) => each.dueAt)),
    },
  };
  return [{ label: m.papers_kind_interview(), known }];
}
