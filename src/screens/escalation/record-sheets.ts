import { dateClock } from '../../core/china-time.ts';
import type { DirectiveRecord, EscalationRecord, ProblemRecord } from '../../schema/records.ts';
import { escalation } from '../../state/escalation.svelte.ts';
import type { SheetOf } from '../../state/record-file.ts';
import { m } from '../../text/paraglide/messages.js';
import { name, say } from '../../text/say.ts';
import { categoryWords, sourceWords, unitWords } from '../cases/case-words.ts';
import { sheetHtml } from '../papers/sheet-html.ts';
import { directiveUnit, rungWords, subjectWords, termsWords } from './step-words.ts';

/** An order from above to read: its parts with what proves them, its way down, its answers, its cases. */
export function directiveSheet({ rows, ...rest }: SheetOf<DirectiveRecord>): string {
  const { row } = rows;
  const items = row.items.map((each) =>
    [
      each.what,
      directiveUnit(each.unit),
      m.escalation_sheet_due({ time: dateClock(each.dueAt) }),
      each.doneAt > 0 ? m.escalation_part_done({ time: dateClock(each.doneAt) }) : '',
      each.acceptedAt ? m.escalation_part_accepted({ time: dateClock(each.acceptedAt) }) : '',
      each.note,
      ...(each.papers ?? []).map((paper) => `${name('trade_paper', paper.kind)} ${paper.name}`),
    ]
      .filter(Boolean)
      .join(' · '),
  );
  const hops = row.hops.map((each) =>
    [
      m.escalation_hop({
        from: each.from ? directiveUnit(each.from) : m.escalation_directive_office(),
        post: name('trade_role', each.fromPost),
        to: directiveUnit(each.to),
        time: dateClock(each.at),
      }),
      each.readAt > 0
        ? m.escalation_hop_read({ post: name('trade_role', each.readPost), time: dateClock(each.readAt) })
        : m.escalation_hop_unread(),
      each.note,
    ]
      .filter(Boolean)
      .join(' · '),
  );
  const answers = row.answers.map(
    (each) => `${m.escalation_answer({ time: dateClock(each.at) })} ${each.note} ${each.review}`,
  );
  return sheetHtml({
    ...rest,
    no: row.theirNo || row.title,
    facts: [
      [m.escalation_field_matter(), row.title],
      [m.escalation_field_level(), name('escalation_level', row.level)],
      [m.escalation_field_issuer(), row.issuer],
      [m.escalation_field_their_no(), row.theirNo],
      [m.escalation_field_text(), row.text],
      [m.papers_field_received(), dateClock(row.receivedAt)],
      [m.escalation_field_answer_due(), dateClock(row.answerDueAt)],
      [m.escalation_field_owner(), rest.people.get(row.owner) ?? ''],
      [m.papers_sheet_state(), name('escalation_directive', row.state)],
    ],
    lists: [
      { title: m.escalation_sheet_parts(), lines: items },
      { title: m.escalation_hops(), lines: hops },
      { title: m.escalation_sheet_answers(), lines: answers },
      { title: m.escalation_cases({ count: rows.problems.length }), lines: rows.problems.map(caseLine) },
    ],
    rows,
  });
}

/** A step of the ladder to read: why it was taken, what was settled and promised, and its cases. */
export function stepSheet({ rows, ...rest }: SheetOf<EscalationRecord>): string {
  const { row } = rows;
  const promises = (row.commitments ?? []).map(({ what, dueAt, keptAt, missedAt }) =>
    [
      what,
      m.escalation_sheet_due({ time: dateClock(dueAt) }),
      keptAt > 0 ? m.escalation_promise_is_kept() : missedAt > 0 ? m.escalation_promise_broken() : '',
    ]
      .filter(Boolean)
      .join(' · '),
  );
  const why = row.because ? say(row.because) : '';
  return sheetHtml({
    ...rest,
    no: `${rungWords(row, escalation.book)} ${subjectWords(row)}`,
    facts: [
      [m.escalation_field_rung(), rungWords(row, escalation.book)],
      [m.papers_sheet_source(), subjectWords(row)],
      [m.papers_sheet_unit(), row.unit ? unitWords(row.unit) : ''],
      [m.escalation_why(), why],
      [m.papers_sheet_note(), termsWords(row)],
      [m.cases_reason(), row.reason],
      [m.escalation_sheet_decided(), row.decidedAt ? dateClock(row.decidedAt) : ''],
      [m.papers_sheet_state(), name('escalation_state', row.state)],
    ],
    lists: [
      { title: m.escalation_promises(), lines: promises },
      { title: m.escalation_cases({ count: rows.problems.length }), lines: rows.problems.map(caseLine) },
    ],
    rows,
  });
}

/** A case in one line of a sheet. */
export function caseLine(problem: ProblemRecord): string {
  const state = name('trade_problem', problem.state);
  return `${problem.no} · ${categoryWords(problem.category)} · ${sourceWords(problem)} · ${state}`;
}
