import type { CaseFileRows } from '../../api/case-file.ts';
import { cleanText } from '../../core/papers/clean-text.ts';
import { dateClock } from '../../core/china-time.ts';
import type { PhotoTaken } from '../../core/casework/photo-taken.ts';
import { m } from '../../text/paraglide/messages.js';
import { name } from '../../text/say.ts';
import { categoryWords, eventWords, sourceWords, townWords, unitWords } from '../cases/case-words.ts';
import { photoMarks } from '../photo-marks.ts';
import { kindWords, numberWords, stateWords } from './paper-words.ts';

/** The case to read, in one file that asks the network for nothing; `{photo ID}` stands for a picture. */
export function caseSheet(
  rows: CaseFileRows,
  people: ReadonlyMap<string, string>,
  by: string,
  at: number,
): string {
  const { problem, notices, events, photos } = rows;
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
  const papers = notices.map(
    (each) =>
      `<li>${safe(kindWords(each.kind))} ${safe(numberWords(each))} · ${safe(stateWords(each))} · ${dateClock(each.at)}</li>`,
  );
  const story = events.map((event) => {
    const { what, note } = eventWords(event);
    const who = [people.get(event.actor), event.post, event.role && name('trade_role', event.role)]
      .filter(Boolean)
      .join(' · ');
    const cells = [
      `#${event.seq}`,
      dateClock(event.deviceAt + event.clockOffsetMs),
      dateClock(event.receivedAt),
      who,
      what,
      note,
    ];
    return `<tr>${cells.map((each) => `<td>${safe(each)}</td>`).join('')}<td><code>${safe(event.hash)}</code></td></tr>`;
  });
  const pictures = photos.map((photo) => {
    const taken = (photo.taken ?? {}) as Partial<PhotoTaken>;
    const words = [
      m[`papers_sheet_${photo.phase}`](),
      taken.takenAt ? dateClock(taken.takenAt) : '',
      taken.lng != null && taken.lat != null ? `${taken.lng.toFixed(6)}, ${taken.lat.toFixed(6)}` : '',
      ...photoMarks(taken),
    ];
    return `<figure><img src="{photo ${safe(photo.id)}}" alt=""><figcaption>${safe(words.filter(Boolean).join(' · '))}<br><code>${safe(photo.sha256)}</code></figcaption></figure>`;
  });
  const heads = ['nth', 'done', 'received', 'who', 'what', 'note', 'hash'] as const;
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${safe(problem.no)}</title>
<style>body{font:14px/1.6 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#000}table{border-collapse:collapse;width:100%}
td,th{border:1px solid #999;padding:.2rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}code{font-size:11px;overflow-wrap:anywhere}
figure{display:inline-block;width:45%;margin:.5rem 1%;break-inside:avoid}img{max-width:100%}tr{break-inside:avoid}</style></head>
<body><h1>${safe(m.papers_sheet_title({ no: problem.no }))}</h1>
<p>${safe(m.papers_sheet_made({ by, at: dateClock(at) }))}</p>
<table>${facts.map(([label, value]) => `<tr><th>${safe(label)}</th><td>${safe(value)}</td></tr>`).join('')}</table>
<h2>${safe(m.papers_title())}</h2><ul>${papers.join('')}</ul>
<h2>${safe(m.papers_sheet_story())}</h2>
<table><tr>${heads.map((each) => `<th>${safe(m[`papers_sheet_${each}`]())}</th>`).join('')}</tr>${story.join('')}</table>
<h2>${safe(m.papers_sheet_photos())}</h2>${pictures.join('')}
</body></html>
`;
}

function safe(text: string): string {
  return cleanText(text).replace(/[&<>"'{}]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
