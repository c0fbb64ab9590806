import { count, text, type Act, type Refusal, type Row, type World, type Write } from '../casework/act.ts';
import { missing, refused } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import type { SourceKind } from '../sources/source-kinds.ts';
import type { SourceProfile } from '../sources/source-profile.ts';
import { isExpired, workPermit } from '../sources/work-permit.ts';
import type { Instant } from '../units.ts';
import { MAJOR_BREACHES, PERMIT_KINDS } from './reduction-measures.ts';
import type { Exemption, ReductionPeriod } from './response-kinds.ts';
import type {
  ReductionSet,
  ResponseExempted,
  ResponseExemptionEnded,
  ResponseReduced,
} from './response-payloads.ts';

/** What each source has to do from now on; those that need not any more get their permits back. */
export function reduceSources(
  act: Act<ResponseReduced>,
  response: Row,
  world: World,
): Result<readonly Write[], Refusal> {
  const { set, lifted } = act.payload;
  const writes: Write[] = [];
  for (const each of set) {
    const source = world.find('sources', each.source);
    if (!source) return missing('server_no_such_source');
    writes.push(ask(act.payload, each, response, source, world.find('reductions', each.id)));
  }
  for (const id of lifted) {
    const row = world.find('reductions', id);
    if (!row || text(row, 'response') !== response.id)
      return missing('server_no_such_row', { subject: 'reductions' });
    if (count(row, 'untilAt') === 0) writes.push(lift(row, act.payload.at));
  }
  return ok(writes);
}

/** The exemptions of a response with one more. */
export function exempt(
  act: Act<ResponseExempted>,
  response: Row,
  world: World,
): Result<readonly Exemption[], Refusal> {
  const { source, kind, paper } = act.payload;
  if (!world.find('sources', source)) return missing('server_no_such_source');
  const known = exemptionsOf(response);
  if (known.some((each) => each.source === source && each.endedAt === 0))
    return refused('server_exempt_already');
  const one: Exemption = {
    source,
    kind,
    paper: paper.trim(),
    by: act.author.id,
    at: act.at,
    endedAt: 0,
    reason: '',
  };
  return ok([...known, one]);
}

/** The exemptions of a response with one taken back. */
export function endExemption(
  act: Act<ResponseExemptionEnded>,
  response: Row,
): Result<readonly Exemption[], Refusal> {
  const known = exemptionsOf(response);
  const open = known.find((each) => each.source === act.payload.source && each.endedAt === 0);
  if (!open) return refused('server_exempt_not');
  const reason = act.payload.reason.trim();
  return ok(known.map((each) => (each === open ? { ...each, endedAt: act.at, reason } : each)));
}

export function exemptionsOf(response: Row): readonly Exemption[] {
  return (response['exemptions'] as readonly Exemption[] | null) ?? [];
}

/** What a source had to do at a time, however late it is asked; null when nothing. */
export function reductionAt(rows: readonly Row[], at: Instant): ReductionPeriod | null {
  const periods = rows.flatMap((row) => (row['periods'] as readonly ReductionPeriod[] | null) ?? []);
  return periods.find(({ fromAt, untilAt }) => fromAt <= at && (untilAt === 0 || untilAt > at)) ?? null;
}

/** Work that a measure forbade at the time is a major problem, like work at a place that was shut (feature 1.29). */
export function isMajorBreach(category: string, source: string, at: Instant, world: World): boolean {
  if (!MAJOR_BREACHES.includes(category)) return false;
  const rows = world.reductionsOf?.(source) ?? [];
  return reductionAt(rows, at)?.categories.includes(category) ?? false;
}

function ask(
  { level, at }: ResponseReduced,
  { id, measures, categories, stops, task }: ReductionSet,
  response: Row,
  source: Row,
  row: Row | null,
): Write {
  const period: ReductionPeriod = { level, fromAt: at, untilAt: 0, measures, categories };
  const open = row !== null && count(row, 'untilAt') === 0;
  const fields = {
    level,
    measures,
    stops,
    permit: stops !== 'nothing' && hasPermit(source, at),
    // Who has more to do than before is looked at again; who has less is not.
    sinceAt: open && !grew(row, measures) ? count(row, 'sinceAt') : at,
    untilAt: 0,
    periods: [...(row ? closed(row, at) : []), period],
    ...(task !== '' && { task }),
  };
  if (row)
    return { collection: 'reductions', id, create: false, fields: { ...fields, rev: count(row, 'rev') + 1 } };
  return {
    collection: 'reductions',
    id,
    create: true,
    fields: {
      response: response.id,
      source: source.id,
      kind: text(source, 'kind'),
      town: text(source, 'town'),
      regulator: text(source, 'regulator'),
      unit: text(source, 'unit'),
      fromAt: at,
      task,
      ...fields,
      demo: false,
      rev: 1,
    },
  };
}

function lift(row: Row, at: Instant): Write {
  const fields = { untilAt: at, permit: false, periods: closed(row, at), rev: count(row, 'rev') + 1 };
  return { collection: 'reductions', id: row.id, create: false, fields };
}

/** Periods up to an instant; one that would have begun then never was. */
function closed(row: Row, at: Instant): readonly ReductionPeriod[] {
  return ((row['periods'] as readonly ReductionPeriod[] | null) ?? [])
    .map((each) => (each.untilAt === 0 ? { ...each, untilAt: at } : each))
    .filter((each) => each.untilAt > each.fromAt);
}

function grew(row: Row, measures: ReductionSet['measures']): boolean {
  const before = (row['measures'] as ReductionSet['measures'] | null) ?? [];
  return measures.some(({ code }) => !before.some((each) => each.code === code));
}

function hasPermit(source: Row, at: Instant): boolean {
  if (!PERMIT_KINDS.includes(text(source, 'kind') as SourceKind)) return false;
  const permit = workPermit(source['profile'] as SourceProfile | null);
  return permit !== null && !isExpired(permit, at);
}
