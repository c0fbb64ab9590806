import { canonicalJson } from '../canonical-json.ts';
import { CLIP_ENDINGS, CLIP_KINDS } from '../casework/clip.ts';
import type { ProblemFilmed } from '../casework/problem-payloads.ts';
import { chainText, type ChainedEvent } from '../casework/chain-text.ts';

/*
 * The case file (案卷包): a zip that anybody can check without the server.
 *   manifest.json   every other file with its SHA-256, and the last link of the chain in it
 *   events.ndjson   the events of the case, its papers, order and inspection, oldest first, as the chain holds them
 *   case.json       the case and its papers as they stood, with the revision that says how many events there are
 *   photos.ndjson   when, where and how each photo was taken
 *   photos/ID.jpg   the bytes whose hashes the events name; clips end in .mp4, .webm or .mov
 *   case.html       the same to read, with everything inside it but the clips
 * The file of an order from above, of a step of the ladder or of a meeting is the same, about the record and each of its cases.
 */
export const CASE_FILE_FORMAT = 'shangfeng-case-1';

export interface CaseEvent extends ChainedEvent {
  readonly hash: string;
}
/** A row whose revision counts its events; rows of the demonstration were not all made by events. */
export interface CaseRow {
  readonly id: string;
  readonly rev: number;
  readonly demo: boolean;
}
type KeptRow = CaseRow & Readonly<Record<string, unknown>>;
/** Of a file about one case, `problem`; of one about another record, `record` and its cases. */
export interface CaseFacts {
  readonly problem?: KeptRow;
  readonly record?: KeptRow;
  readonly problems?: readonly KeptRow[];
  readonly notices: readonly KeptRow[];
  /** What else names the case: articles, steps of the ladder, orders from above, meetings. */
  readonly steps?: readonly object[];
}
export interface CaseManifest {
  readonly format: typeof CASE_FILE_FORMAT;
  readonly no: string;
  readonly exportedAt: number;
  readonly exportedBy: string;
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
  readonly head: { readonly seq: number; readonly hash: string };
}

export const CASE_FAULTS = [
  'format',
  'file_missing',
  'file_altered',
  'file_added',
  'event_altered',
  'event_order',
  'event_link',
  'event_count',
  'photo_missing',
  'photo_differs',
  'photo_unknown',
  'head',
] as const;
/** What does not hold, and the file or event it is about. */
export interface CaseFault {
  readonly kind: (typeof CASE_FAULTS)[number];
  readonly about: string;
}

/** The lines of events.ndjson: only what the hash covers, and the hash. */
export function eventLines(events: readonly CaseEvent[]): string {
  return [...events]
    .sort((a, b) => a.seq - b.seq)
    .map((event) => `${canonicalJson(coveredBy(event))}\n`)
    .join('');
}

/** A photo's or a clip's place in the file; `media` as `photos` has it. */
export function photoName(id: string, media = ''): string {
  const clip = CLIP_KINDS.find((each) => each === media);
  return `photos/${id}.${clip ? CLIP_ENDINGS[clip] : 'jpg'}`;
}

/** What an event's photos are: a clip says itself which kind it is. */
function mediaOf({ type, payload }: CaseEvent): string {
  return type === 'problem.filmed' ? (JSON.parse(payload) as ProblemFilmed).kind : '';
}

/**
 * Everything in a case file that does not hold, in the order of the files; empty when all does.
 * @param files name → bytes as the caller keeps them, and `text` and `sha256` to read them
 */
export function checkCaseFile<Bytes>(
  files: ReadonlyMap<string, Bytes>,
  text: (bytes: Bytes) => string,
  sha256: (bytes: Bytes | string) => string,
): readonly CaseFault[] {
  const read = <T>(name: string): T | null => {
    const bytes = files.get(name);
    try {
      return bytes === undefined ? null : (JSON.parse(text(bytes)) as T);
    } catch {
      return null;
    }
  };
  const manifest = read<CaseManifest>('manifest.json');
  if (manifest?.format !== CASE_FILE_FORMAT || !Array.isArray(manifest.files))
    return [{ kind: 'format', about: 'manifest.json' }];
  const events = eventsOf(files.get('events.ndjson'), text);
  const facts = read<CaseFacts>('case.json');
  return [
    ...filesThatDiffer(files, manifest, sha256),
    ...(events === null
      ? [{ kind: 'format' as const, about: 'events.ndjson' }]
      : [
          ...eventsThatDiffer(events, sha256),
          ...photosThatDiffer(files, events, sha256),
          ...headThatDiffers(events, manifest),
        ]),
    ...(facts === null || events === null
      ? [{ kind: 'format' as const, about: 'case.json' }]
      : countsThatDiffer(facts, events)),
  ];
}

function filesThatDiffer<Bytes>(
  files: ReadonlyMap<string, Bytes>,
  manifest: CaseManifest,
  sha256: (bytes: Bytes) => string,
): CaseFault[] {
  const listed = new Set(manifest.files.map((each) => each.name));
  return [
    ...manifest.files.flatMap(({ name, sha256: expected }): CaseFault[] => {
      const bytes = files.get(name);
      if (bytes === undefined) return [{ kind: 'file_missing', about: name }];
      return sha256(bytes) === expected ? [] : [{ kind: 'file_altered', about: name }];
    }),
    ...[...files.keys()]
      .filter((name) => name !== 'manifest.json' && !listed.has(name))
      .map((name): CaseFault => ({ kind: 'file_added', about: name })),
  ];
}

/** Each event against its own hash, and against the one before it where both are here. */
function eventsThatDiffer(events: readonly CaseEvent[], sha256: (text: string) => string): CaseFault[] {
  return events.flatMap((event, at): CaseFault[] => {
    const about = `#${event.seq} ${event.id}`;
    if (sha256(chainText(event)) !== event.hash) return [{ kind: 'event_altered', about }];
    const before = events[at - 1];
    if (!before) return [];
    if (event.seq <= before.seq) return [{ kind: 'event_order', about }];
    return event.seq === before.seq + 1 && event.prevHash !== before.hash
      ? [{ kind: 'event_link', about }]
      : [];
  });
}

/** Every event of a case raises its revision by one: as many as it says must be here. */
function countsThatDiffer(facts: CaseFacts, events: readonly CaseEvent[]): CaseFault[] {
  const { problem, record, problems = [], notices } = facts;
  return [problem, record, ...problems, ...notices]
    .filter((row) => row !== undefined)
    .filter((row) => !row.demo && events.filter((event) => event.subjectId === row.id).length !== row.rev)
    .map((row): CaseFault => ({ kind: 'event_count', about: row.id }));
}

function photosThatDiffer<Bytes>(
  files: ReadonlyMap<string, Bytes>,
  events: readonly CaseEvent[],
  sha256: (bytes: Bytes) => string,
): CaseFault[] {
  const named = new Map(
    events.flatMap((event) =>
      event.photos.map((each) => [photoName(each.id, mediaOf(event)), each.sha256] as const),
    ),
  );
  return [
    ...[...named].flatMap(([name, expected]): CaseFault[] => {
      const bytes = files.get(name);
      if (bytes === undefined) return [{ kind: 'photo_missing', about: name }];
      return sha256(bytes) === expected ? [] : [{ kind: 'photo_differs', about: name }];
    }),
    ...[...files.keys()]
      .filter((name) => name.startsWith('photos/') && !named.has(name))
      .map((name): CaseFault => ({ kind: 'photo_unknown', about: name })),
  ];
}

function headThatDiffers(events: readonly CaseEvent[], { head }: CaseManifest): CaseFault[] {
  const last = events.at(-1);
  const same = last ? head?.seq === last.seq && head.hash === last.hash : head?.seq === 0;
  return same ? [] : [{ kind: 'head', about: last ? `#${last.seq} ${last.id}` : 'events.ndjson' }];
}

function eventsOf<Bytes>(
  bytes: Bytes | undefined,
  text: (bytes: Bytes) => string,
): readonly CaseEvent[] | null {
  if (bytes === undefined) return null;
  try {
    return text(bytes)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const event = JSON.parse(line) as CaseEvent;
        if (typeof event.seq !== 'number' || !Array.isArray(event.photos)) throw new TypeError('no event');
        return event;
      });
  } catch {
    return null;
  }
}

function coveredBy(event: CaseEvent): CaseEvent {
  const { seq, prevHash, id, subject, subjectId, type, actor, role, post, deviceAt, clockOffsetMs } = event;
  const { receivedAt, seen, payload, photos, wrote, device, hash } = event;
  const first = { seq, prevHash, id, subject, subjectId, type, actor, role, post, deviceAt, clockOffsetMs };
  const later = { ...(wrote ? { wrote } : {}), ...(device ? { device } : {}) };
  return { ...first, receivedAt, seen, payload, photos: photos ?? [], ...later, hash };
}
