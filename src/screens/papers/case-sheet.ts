import type { CaseFileRows } from '../../api/case-file.ts';
import { dateClock } from '../../core/china-time.ts';
import { m } from '../../text/paraglide/messages.js';
import { name } from '../../text/say.ts';
import { categoryWords, sourceWords, townWords, unitWords } from '../cases/case-words.ts';
import { sheetHtml } from './sheet-html.ts';

/** The case to read, in one file that asks the network for nothing; `{photo ID}` stands for a picture. */
export function caseSheet(
  rows: CaseFileRows,
  people: ReadonlyMap<string, string>,
  by: string,
  at: number,
): string {
  const { problem } = rows;
  const facts: [string, string][] = [
    [m.papers_sheet_no(), problem.no],
    [m.papers_sheet_problem(), categoryWords(problem.category)],
    [m.papers_sheet_severity(), name('trade_severity', String(problem.severity))],
    [m.papers_sheet_source(), sourceWords(problem)],
    [m.papers_sheet_town(), townWords(problem)],
    [m.papers_sheet_unit(), unitWords(problem.unit)],
    [m.papers_sheet_position(), `${problem.lng.toFixed(6)}, ${problem.lat.toFixed(6)} (WGS-84)`],
    [m.papers_sheet_found(), dateClock(problem.foundAt)],
    [m.papers_sheet_deadline(), problem.deadlineAt ? dateClock(problem.deadlineAt) : ''],
    [m.papers_sheet_state(), name('trade_problem', problem.state)],
    [m.papers_sheet_note(), problem.note],
  ];
  return sheetHtml({ no: problem.no, facts, lists: [], rows, people, by, at });
}
