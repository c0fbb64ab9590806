import { dateClock } from '../../../core/china-time.ts';
import type { MeetingRecord } from '../../../schema/records.ts';
import type { SheetOf } from '../../../state/record-file.ts';
import { m } from '../../../text/paraglide/messages.js';
import { name } from '../../../text/say.ts';
import { sheetHtml } from '../../papers/sheet-html.ts';
import { caseLine } from '../record-sheets.ts';
import { decisionWords, partiesOf } from './meeting-words.ts';

/** A meeting to read: who sat there, what was decided about each case, and the minutes. */
export function meetingSheet({ rows, ...rest }: SheetOf<MeetingRecord>): string {
  const { row, problems } = rows;
  const cases = new Map(problems.map((each) => [each.id, each]));
  const items = row.items.map((item) => {
    const problem = cases.get(item.problem);
    return [problem ? caseLine(problem) : item.problem, decisionWords(item), item.note]
      .filter(Boolean)
      .join(' · ');
  });
  return sheetHtml({
    ...rest,
    no: row.title,
    facts: [
      [m.escalation_meeting_title(), row.title],
      [m.escalation_meeting_kind(), name('escalation_meeting', row.kind)],
      [m.papers_sheet_done(), dateClock(row.heldAt)],
      [m.escalation_meeting_parties(), partiesOf(row).join(m.ui_comma())],
    ],
    lists: [
      { title: m.escalation_meeting_items(), lines: items },
      { title: m.escalation_meeting_minutes(), lines: row.minutes.split('\n').filter((each) => each.trim()) },
    ],
    rows,
  });
}
