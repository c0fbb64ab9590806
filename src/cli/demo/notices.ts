import { canonicalJson } from '../../core/canonical-json.ts';
import type { EventType } from '../../core/casework/events.ts';
import { idList } from '../../core/casework/parties.ts';
import type { Payload } from '../../core/casework/payloads.ts';
import { chinaTime, DAY_MS, HOUR_MS } from '../../core/china-time.ts';
import { inChinese, lawArticles } from '../../core/papers/legal-bases.ts';
import type { NoticeIssued, NoticeReceipt, NoticeVoid } from '../../core/papers/notice-payloads.ts';
import { SERIES_OF, type NoticeState, type PaperKind } from '../../core/papers/paper-kinds.ts';
import { paperFacts, type PaperFacts } from '../../core/papers/paper-facts.ts';
import type { Row } from '../../core/casework/act.ts';
import type { Instant } from '../../core/units.ts';
import { wordsOf } from '../message-words.ts';
import type { DemoEvent } from './casework-events.ts';
import type { DemoProblem } from './casework-history.ts';
import { DRAGNET_CODE } from './checks-history.ts';
import type { DemoUnit, DemoUser } from './people.ts';
import { chance } from './random.ts';
import { demoNames } from './read-data.ts';
import type { DemoSource } from './sources.ts';
import { OWN_DISTRICT, type DemoGrid } from './territory.ts';

export interface DemoNotice {
  readonly id: string;
  readonly no: string;
  readonly kind: PaperKind;
  readonly state: NoticeState;
  readonly year: number;
  readonly serial: number;
  readonly problems: readonly string[];
  readonly source: string;
  readonly unit: string;
  readonly parties: string;
  readonly town: string;
  readonly group: string;
  readonly deadlineAt: Instant;
  readonly facts: PaperFacts;
  readonly receipt: NoticeReceipt | null;
  readonly voided: NoticeVoid | null;
  readonly by: string;
  readonly at: Instant;
  readonly demo: true;
  readonly rev: number;
}

interface Register {
  readonly sources: readonly DemoSource[];
  readonly units: readonly DemoUnit[];
  readonly users: readonly DemoUser[];
  readonly grids: readonly DemoGrid[];
}

const ENDS: readonly NoticeState[] = ['received', 'received', 'void', 'received', 'issued'];

/** Five rectification notices (feature 4.05): the dragnet's with its 21 points, one void with its number kept, one still to be signed. */
export function demoNotices(
  seed: number,
  anchor: Instant,
  problems: readonly DemoProblem[],
  register: Register,
): { readonly notices: readonly DemoNotice[]; readonly events: readonly DemoEvent[] } {
  const random = chance(seed, 'notices');
  const inspector = register.users.find((each) => each.role === 'inspector')!;
  const dispatcher = register.users.find((each) => each.role === 'dispatcher')!;
  const site = register.sources.find((each) => each.code === DRAGNET_CODE)!;
  const inspection = problems.findLast(
    (each) => each.source === site.id && each.state === 'returned',
  )!.inspection;
  const dragnet = problems.filter((each) => each.inspection === inspection);
  const recent = problems.filter(
    (each) =>
      each.foundBy === inspector.id &&
      each.unit !== '' &&
      each.receivedAt < anchor - 2 * HOUR_MS &&
      each.category.startsWith('dust.'),
  );
  const sets = [dragnet, ...recent.slice(-4).map((each) => [each])].sort(
    (a, b) => a.at(-1)!.receivedAt - b.at(-1)!.receivedAt,
  );
  const made = sets.map((set, nth) =>
    oneNotice(set, nth + 1, ENDS[nth]!, { inspector, dispatcher, anchor, register, id: random.id }),
  );
  return { notices: made.map((each) => each.notice), events: made.flatMap((each) => each.events) };
}

interface Setting {
  readonly inspector: DemoUser;
  readonly dispatcher: DemoUser;
  readonly anchor: Instant;
  readonly register: Register;
  readonly id: (at: Instant) => string;
}

function oneNotice(
  set: readonly DemoProblem[],
  serial: number,
  state: NoticeState,
  { inspector, dispatcher, anchor, register, id }: Setting,
): { readonly notice: DemoNotice; readonly events: readonly DemoEvent[] } {
  const at = Math.max(...set.map((each) => each.receivedAt)) + 10 * 60_000;
  const [first] = set as readonly [DemoProblem];
  const { year } = chinaTime(at);
  const notice = id(at);
  const payload = issued(set, register, at);
  const units = { unit: first.unit, coUnits: [] };
  const deadlineAt = payload.deadlineAt ?? 0;
  const facts = paperFacts(
    payload,
    set as unknown as readonly Row[],
    units,
    { id: inspector.id, at, deadlineAt },
    {
      find: (collection, row) =>
        ((register[collection as keyof Register] ?? []).find((each) => each.id === row) as Row | undefined) ??
        null,
      paperBook: () => demoNames.papers,
    },
  );
  const field = { actor: inspector.id, role: 'inspector', post: demoNames.posts['inspector'] ?? '' } as const;
  const office = {
    actor: dispatcher.id,
    role: 'dispatcher',
    post: demoNames.posts['dispatcher'] ?? '',
  } as const;
  const later = Math.min(at + 20 * 60_000, anchor - 60_000);
  const receipt = {
    result: 'signed',
    signedBy: demoNames.paper_words.signer,
    office: demoNames.paper_words.office,
    signedAt: later,
    witness: '',
    note: '',
  } as const;
  const reason = demoNames.paper_words.void;
  const make = <T extends EventType>(
    type: T,
    when: Instant,
    by: typeof field | typeof office,
    seen: number,
    said: Payload<T>,
  ): DemoEvent => ({
    id: id(when),
    subject: 'notices',
    subjectId: notice,
    type,
    ...by,
    deviceAt: when,
    clockOffsetMs: 0,
    receivedAt: when,
    seen,
    payload: canonicalJson(said),
    photos: [],
  });
  const events = [
    make('notice.issued', at, field, 0, payload),
    ...(state === 'received' ? [make('notice.received', later, field, 1, receipt)] : []),
    ...(state === 'void' ? [make('notice.voided', later, office, 1, { reason })] : []),
  ];
  return {
    notice: {
      id: notice,
      no: `${SERIES_OF.rectification}-${OWN_DISTRICT}-${year}-${String(serial).padStart(4, '0')}`,
      kind: 'rectification',
      state,
      year,
      serial,
      problems: payload.problems,
      source: first.source,
      unit: first.unit,
      parties: idList([first.unit]),
      town: first.town,
      group: first.group,
      deadlineAt,
      facts,
      receipt: state === 'received' ? { ...receipt, by: inspector.id, at: later, photos: [] } : null,
      voided: state === 'void' ? { reason, by: dispatcher.id, at: later } : null,
      by: inspector.id,
      at,
      demo: true,
      rev: events.length,
    },
    events,
  };
}

const papers = wordsOf('zh-CN', 'papers');
const trade = wordsOf('zh-CN', 'trade');

function issued(set: readonly DemoProblem[], { sources }: Register, at: Instant): NoticeIssued {
  const [first] = set as readonly [DemoProblem];
  const categories = [...new Set(set.map((each) => each.category))];
  return {
    kind: 'rectification',
    problems: set.map((each) => each.id),
    order: null,
    unit: first.unit,
    addressee: sources.find((each) => each.id === first.source)?.name ?? '',
    items: categories.map((each) => {
      const key = each.replace('.', '_');
      const own = papers({ key: `papers_ask_${key}` });
      const category = trade({ key: `trade_category_${key}` });
      return own === `papers_ask_${key}` ? papers({ key: 'papers_ask', params: { category } }) : own;
    }),
    basis: lawArticles(categories).map((each) =>
      papers({ key: 'papers_law', params: { article: inChinese(each) } }),
    ),
    deadlineAt: at + DAY_MS,
    note: '',
  };
}
