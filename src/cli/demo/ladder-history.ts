import type { Author, Row, World } from '../../core/casework/act.ts';
import { advance, subjectOf } from '../../core/casework/advance.ts';
import { canonicalJson } from '../../core/canonical-json.ts';
import type { EventType } from '../../core/casework/events.ts';
import type { Payload } from '../../core/casework/payloads.ts';
import { isOpenProblem } from '../../core/casework/problem-states.ts';
import { unitLateMs } from '../../core/casework/unit-late.ts';
import { DAY_MS, HOUR_MS } from '../../core/china-time.ts';
import type { Role } from '../../core/roles.ts';
import type { Instant } from '../../core/units.ts';
import type { DemoEvent } from './casework-events.ts';
import type { DemoProblem } from './casework-history.ts';
import type { DemoUnit, DemoUser } from './people.ts';
import { chance, type Chance } from './random.ts';
import { demoNames } from './read-data.ts';
import type { DemoSource } from './sources.ts';

/** A row as it goes into its table. */
export interface DemoRow extends Row {
  readonly demo: true;
}
export interface DemoLadder {
  readonly exposures: readonly DemoRow[];
  readonly escalations: readonly DemoRow[];
  readonly directives: readonly DemoRow[];
  readonly meetings: readonly DemoRow[];
  /** Fields that the steps wrote on cases, by id. */
  readonly cases: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly events: readonly DemoEvent[];
}

/**
 * A few articles, steps and orders from above of the last days, told through the reducers themselves, so that rows, cases and log
 * agree. Only cases without a later event of their own are taken.
 */
export function demoLadder(
  seed: number,
  anchor: Instant,
  problems: readonly DemoProblem[],
  sources: readonly DemoSource[],
  units: readonly DemoUnit[],
  users: readonly DemoUser[],
  events: readonly DemoEvent[],
): DemoLadder {
  const words = demoNames.ladder;
  const register = new Register(chance(seed, 'ladder'), { problems, sources, units, users }, users);
  const lastAt = new Map<string, Instant>();
  for (const each of events)
    lastAt.set(each.subjectId, Math.max(each.receivedAt, lastAt.get(each.subjectId) ?? 0));
  const ago = (days: number): Instant => anchor - days * DAY_MS;
  const quiet = (since: Instant) => problems.filter((each) => (lastAt.get(each.id) ?? 0) < since);
  const open = quiet(ago(3)).filter(
    (each) => isOpenProblem(each.state) && each.unit !== '' && each.state !== 'suspended',
  );
  const late = open.filter(
    ({ suspendedAt = 0, submittedAt = 0, ...each }) =>
      unitLateMs({ ...each, suspendedAt, submittedAt }, anchor) > 3 * DAY_MS,
  );
  const closed = quiet(ago(13)).filter((each) => each.state === 'closed');
  const [first, second, third, fourth] = distinctPlaces([...late, ...open]);
  const [old, older] = distinctPlaces([...closed].reverse());
  const article = (
    problem: DemoProblem,
    title: string,
    at: Instant,
    days: number,
  ): Payload<'exposure.published'> => ({
    medium: 'official_account',
    title,
    link: '',
    publishedAt: at,
    problems: [problem.id],
    redaction: 'masked',
    followUpDueAt: at + days * DAY_MS,
    proposal: null,
    note: '',
  });
  const opened = (problem: DemoProblem, rung: string, terms: Payload<'escalation.opened'>['terms']) => ({
    ladder: 'air',
    rung,
    source: problem.source,
    unit: problem.unit,
    problems: [problem.id],
    terms,
    reason: words.reason,
  });
  if (old) {
    const id = register.tell(
      'dispatcher',
      'exposure.published',
      ago(12),
      article(old, words.article_three, ago(12), 7),
    );
    const second = { title: words.follow_up, link: '', publishedAt: ago(7), result: 'fixed' } as const;
    register.tell('dispatcher', 'exposure.followed_up', ago(7), second, id);
  }
  if (older) {
    const id = register.tell(
      'dispatcher',
      'exposure.published',
      ago(11),
      article(older, words.article_two, ago(11), 7),
    );
    register.tell('system', 'exposure.lapsed', ago(4) + HOUR_MS, { dueAt: ago(4) }, id);
  }
  if (first)
    register.tell('dispatcher', 'exposure.published', ago(2), article(first, words.article_one, ago(2), 7));
  if (second) {
    const commitments = [
      { what: words.promise_one, dueAt: anchor + DAY_MS },
      { what: words.promise_two, dueAt: anchor + 5 * DAY_MS },
    ];
    const interview = {
      form: 'interview',
      who: words.interviewed,
      heldAt: ago(1),
      minutes: words.minutes,
      commitments,
    } as const;
    const id = register.tell('leader', 'escalation.opened', ago(1), opened(second, 'interview', interview));
    register.tell(
      'dispatcher',
      'escalation.commitment_kept',
      anchor - 6 * HOUR_MS,
      { commitment: 0, note: '' },
      id,
    );
  }
  if (third) {
    const { unit } = third;
    const paid = { form: 'paid_rectification', team: words.team, costCNY: 12_800, unit } as const;
    register.tell('dispatcher', 'escalation.opened', ago(1), opened(third, 'paid_rectification', paid));
    const fine = {
      form: 'penalty',
      law: words.law,
      article: words.law_article,
      amountCNY: 50_000,
      document: '',
    } as const;
    register.tell('dispatcher', 'escalation.opened', ago(1) + HOUR_MS, opened(third, 'penalty', fine));
  }
  if (late[0]) {
    const listing = { form: 'listing', untilAt: anchor + 60 * DAY_MS, criteria: [words.criterion] } as const;
    register.tell(
      'leader',
      'escalation.opened',
      anchor - 5 * HOUR_MS,
      opened(late.at(-1)!, 'listing', listing),
    );
  }
  const stopped = sources.find((each) => each.state === 'stopped');
  if (stopped) {
    const terms = { form: 'stop_work', untilAt: anchor + 10 * DAY_MS, basis: words.law } as const;
    const about = {
      ladder: 'air',
      rung: 'stop_work',
      source: stopped.id,
      unit: null,
      problems: [],
      reason: words.reason,
    };
    register.tell('leader', 'escalation.opened', ago(3), { ...about, terms });
  }
  if (fourth) {
    const because = { key: 'escalation_because_overdue', params: { count: 1, days: 4 } };
    const about = { ladder: 'air', edition: 'default', rung: 'exposure', source: fourth.source, unit: null };
    const key = `demo/exposure/${fourth.id}`;
    register.tell('system', 'escalation.proposed', anchor - HOUR_MS, {
      ...about,
      problems: [fourth.id],
      because,
      key,
    });
  }

  const table = open.filter((each) => each.state !== 're_inspected').slice(-2);
  if (table.length > 0) {
    const keep = { decision: 'keep', unit: null, deadlineAt: null, note: words.meeting_note } as const;
    const sat = ['housing', 'urban_management'].map((code) => units.find((each) => each.code === code)?.id);
    const town = units.find((each) => each.kind === 'town' && each.town === table[0]!.town)?.id;
    register.tell('dispatcher', 'meeting.held', ago(2), {
      kind: 'joint',
      title: words.meeting,
      heldAt: ago(2),
      units: [...sat, town].flatMap((each) => each ?? []),
      others: [words.residents, words.property],
      minutes: words.meeting_minutes,
      items: table.map(({ id }) => ({ ...keep, problem: id })),
    });
  }
  const department = units.find((each) => each.kind === 'regulator');
  if (department) {
    const order = (
      title: string,
      at: Instant,
      days: number,
      unit = department.id,
    ): Payload<'directive.received'> => ({
      level: 'city',
      theirNo: '',
      issuer: words.issuer,
      title,
      text: '',
      receivedAt: at,
      answerDueAt: at + days * DAY_MS,
      owner: users.find((each) => each.role === 'leader')?.id ?? null,
      items: [{ what: words.part, unit, dueAt: at + (days - 1) * DAY_MS }],
      problems: [],
    });
    register.tell('dispatcher', 'directive.received', ago(1), order(words.order_one, ago(1), 4));
    const id = register.tell('dispatcher', 'directive.received', ago(9), order(words.order_two, ago(9), 5));
    register.tell('dispatcher', 'directive.item_done', ago(6), { item: 0, note: words.done }, id);
    register.tell('dispatcher', 'directive.answered', ago(5), { note: words.done }, id);
    register.tell('leader', 'directive.reviewed', ago(5) + HOUR_MS, { accepted: true, note: '' }, id);
    // A town that was late with its part, and the answer with it: what costs it points (feature 1.27).
    const town = units.find((each) => each.kind === 'town');
    if (town) {
      const asked = { ...order(words.order_three, ago(8), 5, town.id), owner: null };
      const third = register.tell('dispatcher', 'directive.received', ago(8), asked);
      register.tell('system', 'directive.overdue', ago(3) + HOUR_MS, { dueAt: ago(3) }, third);
    }
  }
  return register.told();
}

/** One of each source, in order. */
function distinctPlaces(problems: readonly DemoProblem[]): readonly DemoProblem[] {
  const seen = new Set<string>();
  return problems.filter((each) => !seen.has(each.source) && seen.add(each.source));
}

/** A register in memory: rows by collection, and the log of what was told. */
class Register {
  readonly #random: Chance;
  readonly #users: readonly DemoUser[];
  readonly #rows = new Map<string, Row>();
  readonly #made = new Map<string, DemoRow>();
  readonly #cases = new Map<string, Readonly<Record<string, unknown>>>();
  readonly #events: DemoEvent[] = [];
  readonly #world: World;

  constructor(
    random: Chance,
    rows: Readonly<Record<string, readonly { readonly id: string }[]>>,
    users: readonly DemoUser[],
  ) {
    this.#random = random;
    this.#users = users;
    for (const [name, list] of Object.entries(rows))
      for (const row of list) this.#rows.set(`${name}/${row.id}`, row as Row);
    this.#world = {
      find: (collection, id) => this.#rows.get(`${collection}/${id}`) ?? null,
      problemsOfTask: () => [],
      photosPending: () => 0,
      numberFor: () => '',
      locate: () => ({ cell: '', village: '', town: '' }),
      capabilities: () => [],
      unitOfTown: () => '',
      townsNear: () => [],
    };
  }

  /** Tells one event with what follows from it; answers the id of its row. Throws when the reducers refuse it. */
  tell<T extends EventType>(
    role: 'dispatcher' | 'leader' | 'system',
    type: T,
    when: Instant,
    payload: Payload<T>,
    row = '',
  ): string {
    const user = this.#users.find((each) => each.role === role);
    const author = { id: user?.id ?? '', role, unit: '', group: '', territory: '' } as const;
    const post = role === 'system' ? '' : (user?.name ?? '');
    return this.#tell(
      author,
      post,
      type,
      Math.floor(when / 1000) * 1000,
      payload,
      row || this.#random.id(when),
    );
  }

  told(): DemoLadder {
    const of = (name: string): DemoRow[] =>
      [...this.#made].filter(([key]) => key.startsWith(`${name}/`)).map(([, row]) => row);
    return {
      exposures: of('exposures'),
      escalations: of('escalations'),
      directives: of('directives'),
      meetings: of('meetings'),
      cases: this.#cases,
      events: this.#events,
    };
  }

  #tell(
    author: Author,
    post: string,
    type: EventType,
    at: Instant,
    payload: unknown,
    subjectId: string,
  ): string {
    const subject = subjectOf(type);
    const draft = {
      id: this.#random.id(at),
      subject,
      subjectId,
      type,
      deviceAt: at,
      clockOffsetMs: 0,
      seen: Number(this.#rows.get(`${subject}/${subjectId}`)?.['rev'] ?? 0),
      payload: canonicalJson(payload),
      photos: [],
    };
    const done = advance(draft, author, { at, receivedAt: at }, [], this.#world);
    if (!done.ok) throw new Error(`${type}: ${done.error.reason.key}`);
    const actor = author.role === 'system' ? '' : author.id;
    this.#events.push({ ...draft, actor, role: author.role as Role | 'system', post, receivedAt: at });
    for (const { collection, id, fields } of done.value.writes) {
      const key = `${collection}/${id}`;
      const next = { ...this.#rows.get(key), ...fields, id };
      this.#rows.set(key, next);
      if (collection === 'problems') this.#cases.set(id, { ...this.#cases.get(id), ...fields });
      else this.#made.set(key, { ...next, demo: true });
    }
    // A second later each: the log is read in the order of receipt.
    done.value.follow.forEach((each, n) =>
      this.#tell(
        { ...author, role: 'system' },
        '',
        each.type,
        at + (n + 1) * 1000,
        each.payload,
        each.subjectId,
      ),
    );
    return subjectId;
  }
}
