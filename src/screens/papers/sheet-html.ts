import { photoName } from '../../core/papers/case-file.ts';
import { cleanText } from '../../core/papers/clean-text.ts';
import { dateClock } from '../../core/china-time.ts';
import type { PhotoTaken } from '../../core/casework/photo-taken.ts';
import type { EventRecord, NoticeRecord, PhotoRecord } from '../../schema/records.ts';
import { m } from '../../text/paraglide/messages.js';
import { name } from '../../text/say.ts';
import { eventWords } from '../cases/case-words.ts';
import { cameLate, clockWords, deviceWords, doneAt } from '../device-words.ts';
import { isClip } from '../photo-kind.ts';
import { photoMarks } from '../photo-marks.ts';
import { kindWords, numberWords, stateWords } from './paper-words.ts';

export interface Sheet {
  readonly no: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** What else there is to say, line by line, before the papers; empty lists are left out. */
  readonly lists: readonly { readonly title: string; readonly lines: readonly string[] }[];
  readonly rows: {
    readonly notices: readonly NoticeRecord[];
    readonly events: readonly EventRecord[];
    readonly photos: readonly PhotoRecord[];
  };
  readonly people: ReadonlyMap<string, string>;
  readonly by: string;
  readonly at: number;
}

/** A record to read, in one file that asks the network for nothing; `{photo ID}` stands for a picture. */
export function sheetHtml({ no, facts, lists, rows, people, by, at }: Sheet): string {
  const { notices, events, photos } = rows;
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
      dateClock(doneAt(event)),
      dateClock(event.receivedAt),
      who,
      madeOn(event),
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
    const clip = photoName(photo.id, photo.media);
    if (isClip(photo))
      return `<figure><a href="${safe(clip)}">${safe(m.cases_clip())} ${safe(clip)}</a><figcaption>${safe(words.filter(Boolean).join(' · '))}<br><code>${safe(photo.sha256)}</code></figcaption></figure>`;
    return `<figure><img src="{photo ${safe(photo.id)}}" alt=""><figcaption>${safe(words.filter(Boolean).join(' · '))}<br><code>${safe(photo.sha256)}</code></figcaption></figure>`;
  });
  const further = lists
    .filter(({ lines }) => lines.length > 0)
    .map(
      ({ title, lines }) =>
        `<h2>${safe(title)}</h2><ul>${lines.map((each) => `<li>${safe(each)}</li>`).join('')}</ul>`,
    );
  const heads = ['nth', 'done', 'received', 'who', 'device', 'what', 'note', 'hash'] as const;
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${safe(no)}</title>
<style>body{font:14px/1.6 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#000}table{border-collapse:collapse;width:100%}
td,th{border:1px solid #999;padding:.2rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}code{font-size:11px;overflow-wrap:anywhere}
figure{display:inline-block;width:45%;margin:.5rem 1%;break-inside:avoid}img{max-width:100%}tr{break-inside:avoid}</style></head>
<body><h1>${safe(m.papers_sheet_title({ no }))}</h1>
<p>${safe(m.papers_sheet_made({ by, at: dateClock(at) }))}</p>
<table>${facts.map(([label, value]) => `<tr><th>${safe(label)}</th><td>${safe(value)}</td></tr>`).join('')}</table>
${further.join('')}
<h2>${safe(m.papers_title())}</h2><ul>${papers.join('')}</ul>
<h2>${safe(m.papers_sheet_story())}</h2>
<table><tr>${heads.map((each) => `<th>${safe(m[`papers_sheet_${each}`]())}</th>`).join('')}</tr>${story.join('')}</table>
<h2>${safe(m.papers_sheet_photos())}</h2>${pictures.join('')}
</body></html>
`;
}

/** The machine, and whether it had no network then; the server's own events have none. */
function madeOn(event: EventRecord): string {
  const late = event.role !== 'system' && cameLate(event) ? m.cases_sent_later() : '';
  return [deviceWords(event), late, clockWords(event)].filter(Boolean).join(' · ');
}

function safe(text: string): string {
  return cleanText(text).replace(/[&<>"'{}]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
