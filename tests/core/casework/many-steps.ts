import type { Author, Row } from '../../../src/core/casework/act.ts';
import type { EventType } from '../../../src/core/casework/events.ts';
import type { StepTerms } from '../../../src/core/escalation/payloads.ts';
import { CO_UNIT, dispatcher, finding, HOUR, inspector, leader, second, system, UNIT } from './case-steps.ts';
import { NOW, type MemoryWorld } from './memory-world.ts';

/** An event that moves many cases at once, or none. */
export interface ManyStep {
  readonly type: EventType;
  readonly author: Author;
  readonly subjectId: string;
  readonly payload: object;
}

/** Events of other subjects that change problems: orders, sets that are looked at again, meetings, articles, steps of the ladder. */
export const MANY_EVENTS = [
  'order.sent',
  'reinspection.opened',
  'reinspection.reported',
  'reinspection.closed',
  'meeting.held',
  'exposure.published',
  'exposure.withdrawn',
  'exposure.restored',
  'escalation.proposed',
  'escalation.opened',
  'escalation.confirmed',
  'escalation.dismissed',
  'escalation.undone',
  'escalation.lifted',
  'escalation.expired',
] as const satisfies readonly EventType[];
type ManyEvent = (typeof MANY_EVENTS)[number];
/** A set goes through three of them before it has closed anything: it comes up more often. */
const CHOICES: readonly ManyEvent[] = [
  ...MANY_EVENTS,
  'reinspection.opened',
  'reinspection.reported',
  'reinspection.reported',
  'reinspection.closed',
  'reinspection.closed',
];

/** Their rows, each of which has as many events as its revision says. */
export const MANY_COLLECTIONS = ['orders', 'reinspections', 'meetings', 'exposures', 'escalations'];

const TERMS: readonly StepTerms[] = [
  { form: 'stop_work', untilAt: NOW + 6 * HOUR, basis: 'b' },
  { form: 'seal', untilAt: null, basis: 'b' },
  { form: 'interview', who: 'w', heldAt: NOW, minutes: '', commitments: [{ what: 'c', dueAt: NOW + HOUR }] },
  { form: 'blacklist', untilAt: NOW + 12 * HOUR, effect: 'e' },
  { form: 'listing', untilAt: NOW + 200 * HOUR, criteria: ['c'] },
  { form: 'penalty', law: 'l', article: 'a', amountCNY: 1, document: '' },
];
const OPENS: readonly ManyEvent[] = [
  'order.sent',
  'reinspection.opened',
  'meeting.held',
  'exposure.published',
  'escalation.opened',
  'escalation.proposed',
];
/** In which state the row of an event waits for it, and which cases it is mostly about: others are refused. */
const WAITS: Readonly<Partial<Record<ManyEvent, readonly string[]>>> = {
  'order.sent': ['found'],
  'reinspection.opened': ['submitted'],
  'reinspection.reported': ['open'],
  'reinspection.closed': ['reported'],
  'exposure.withdrawn': ['published'],
  'exposure.restored': ['withdrawn'],
  'escalation.confirmed': ['proposed'],
  'escalation.dismissed': ['proposed'],
  'escalation.undone': ['in_force', 'dismissed', 'lifted'],
  'escalation.lifted': ['in_force'],
  'escalation.expired': ['in_force'],
};

/** What `pick` and `variant` choose: three of four times about rows that wait for it. Null when there is no row for it. */
export function manyStep(world: MemoryWorld, pick: number, variant: number): ManyStep | null {
  const type = (variant % 3 === 0 && nextOfSets(world)) || CHOICES[pick % CHOICES.length]!;
  const collection = `${type.slice(0, type.indexOf('.'))}s`;
  const waits = variant % 4 === 0 ? null : (WAITS[type] ?? null);
  const some = (rows: readonly Row[]): readonly Row[] =>
    waits === null ? rows : rows.filter((each) => waits.includes(String(each['state'])));
  const serial = String(world.log.length).padStart(10, '0');
  if (OPENS.includes(type)) {
    const waiting = some(world.all('problems'));
    const problems = waiting.filter((_, at) => (variant >> at) % 2 === 0);
    const ids = (problems.length > 0 ? problems : waiting).map((each) => each.id);
    return { type, subjectId: `${collection.slice(0, 5)}${serial}`, ...opening(type, ids, variant, serial) };
  }
  const open = some(world.all(collection));
  // A set one of whose cases can be looked at: else hardly any is ever reported, and none closed.
  const ready = open.filter((each) => type === 'reinspection.reported' && waits && hasReady(world, each));
  const rows = ready.length > 0 ? ready : open;
  const row = rows[variant % Math.max(1, rows.length)];
  return row ? { type, subjectId: row.id, ...following(world, type, row, variant) } : null;
}

/** What a set waits for that can be done now: left to chance, hardly any would be reported, and none closed. */
function nextOfSets(world: MemoryWorld): ManyEvent | null {
  const sets = world.all('reinspections');
  if (sets.some((each) => each['state'] === 'open' && hasReady(world, each))) return 'reinspection.reported';
  if (sets.some((each) => each['state'] === 'reported')) return 'reinspection.closed';
  return world.all('problems').some((each) => each['state'] === 'submitted') ? 'reinspection.opened' : null;
}

function hasReady(world: MemoryWorld, row: Row): boolean {
  const points = row['verdicts'] as readonly { readonly problem: string }[];
  return points.some((each) => world.find('problems', each.problem)?.['state'] === 'submitted');
}

function opening(
  type: ManyEvent,
  problems: readonly string[],
  variant: number,
  serial: string,
): Pick<ManyStep, 'author' | 'payload'> {
  const author = variant % 3 === 0 ? dispatcher : leader;
  const unit = variant % 5 === 0 ? CO_UNIT : UNIT;
  const deadlineAt = NOW + 900 * HOUR;
  const about = { ladder: 'air', source: finding.source, unit: null, problems };
  switch (type) {
    case 'order.sent': {
      const kind = variant % 7 === 0 ? 'special' : 'batch';
      return { author, payload: { kind, problems, unit, coUnits: [], basis: 'b', deadlineAt, note: '' } };
    }
    case 'reinspection.opened': {
      const place = { source: finding.source, group: null, units: [], dueAt: deadlineAt, note: '' };
      return { author, payload: { ...place, problems } };
    }
    case 'meeting.held': {
      const told = `told${serial}0`;
      const decide = (problem: string, at: number): object => {
        const decision = (['keep', 'assign', 'close', 'keep'] as const)[(variant + at) % 4];
        const assigns = decision === 'assign' ? { unit, deadlineAt } : { unit: null, deadlineAt: null };
        return { problem, decision, note: '', ...assigns };
      };
      const findings = [
        { problem: told, category: 'road.dust', severity: 1, source: finding.source, note: '' },
      ];
      const items = [...problems.slice(0, 2), ...(variant % 6 === 0 ? [told] : [])].map(decide);
      const table = { kind: 'joint', title: 't', heldAt: NOW, units: [UNIT], minutes: 'm' };
      return { author, payload: { ...table, items, ...(variant % 6 === 0 ? { findings } : {}) } };
    }
    case 'exposure.published': {
      const article = { medium: 'website', title: 't', link: '', publishedAt: NOW, redaction: 'none' };
      const due = { followUpDueAt: deadlineAt, proposal: null, note: '' };
      return { author, payload: { ...article, ...due, problems } };
    }
    case 'escalation.proposed': {
      const rung = variant % 2 === 0 ? 'interview' : 'blacklist';
      const because = { key: 'escalation_because_overdue', params: {} };
      return { author: system, payload: { ...about, edition: 'default', rung, because, key: serial } };
    }
    default: {
      const terms = TERMS[variant % TERMS.length]!;
      return { author, payload: { ...about, rung: terms.form, terms, reason: 'r' } };
    }
  }
}

function following(
  world: MemoryWorld,
  type: ManyEvent,
  row: Row,
  variant: number,
): Pick<ManyStep, 'author' | 'payload'> {
  const author = variant % 5 === 0 ? dispatcher : leader;
  const { place } = finding;
  switch (type) {
    case 'reinspection.reported': {
      const points = (row['verdicts'] as readonly { readonly problem: string }[]).map((each) => each.problem);
      const ready = points.filter((each) => world.find('problems', each)?.['state'] === 'submitted');
      const verdicts = (variant % 4 === 0 ? points : ready).map((problem, at) => ({
        problem,
        verdict: (variant >> at) % 3 === 0 ? 'fail' : 'pass',
        note: '',
        place,
        photos: ['photo0000000000'],
      }));
      const who = variant % 6 === 0 ? inspector : second;
      return { author: who, payload: { at: NOW, verdicts, papers: [], signers: [], note: '' } };
    }
    case 'reinspection.closed':
      return { author, payload: { note: '' } };
    case 'escalation.confirmed': {
      const terms = TERMS.find((each) => each.form === row['form']) ?? TERMS[0]!;
      return { author, payload: { terms, reason: 'r' } };
    }
    case 'escalation.expired':
      return { author: system, payload: { untilAt: row['untilAt'] ?? 0 } };
    default:
      return { author, payload: { reason: 'r' } };
  }
}
