import {
  count,
  text,
  type Act,
  type Advance,
  type Author,
  type Refusal,
  type Row,
  type World,
} from '../casework/act.ts';
import type { Payloads, SourceRegistered, SourceUpdated } from '../casework/payloads.ts';
import { inTerritory } from '../casework/permissions.ts';
import { checkPlace } from '../casework/place-check.ts';
import { forbidden, invalid, missing } from '../casework/refuse.ts';
import { SHUTS, type StepForm } from '../escalation/escalation-kinds.ts';
import { ok, type Result } from '../result.ts';

import type { SourceState } from './source-kinds.ts';
import type { SourceProfile } from './source-profile.ts';
import { validateSource } from './validate-source.ts';

type SourceAct = Act<Payloads['source.registered' | 'source.updated']>;

/** Kinds of unit that a source can belong to, and whose people are its site officers. */
export const SITE_UNIT_KINDS: readonly string[] = ['site', 'company'];

/** Who answers for a source and who may see it: not for those in the field to say. */
const OFFICE_ONLY = ['unit', 'regulator', 'leader', 'card'] as const;
const IN_FIELD: readonly Author['role'][] = ['inspector', 'grid_officer'];

/** A source put into the register, named or by its place only, or some of its fields changed. */
export function advanceSource(act: SourceAct, world: World): Result<Advance, Refusal> {
  return act.draft.type === 'source.registered'
    ? registered(act as Act<SourceRegistered>, world)
    : updated(act as Act<SourceUpdated>, world);
}

function registered(act: Act<SourceRegistered>, world: World): Result<Advance, Refusal> {
  const { kind, name, note } = act.payload;
  const place = checkPlace(act.payload.place);
  if (!place.ok) return place;
  const { lng, lat } = place.value;
  const grids = world.locate({ lng, lat });
  const id = act.draft.subjectId;
  if (!inTerritory(act.author, { id, ...grids })) return forbidden('server_not_your_territory');
  const wrong = faultOf({ kind, name, lng, lat });
  if (wrong) return wrong;
  const fields = {
    // Readable, and unique as the id is: its time and the end of its chance.
    code: `LS-${id.slice(0, 12)}-${id.slice(-6)}`,
    name: name.trim(),
    kind,
    state: 'active',
    lng,
    lat,
    polygon: null,
    ...grids,
    regulator: '',
    unit: '',
    leader: '',
    card: '',
    profile: note === '' ? {} : { note },
    checks: 0,
    hits: 0,
    openProblems: 0,
    lastCheckAt: 0,
    demo: false,
    rev: 1,
  };
  return ok({ writes: [{ collection: 'sources', id, create: true, fields }], follow: [] });
}

function updated(act: Act<SourceUpdated>, world: World): Result<Advance, Refusal> {
  const { changes } = act.payload;
  const row = world.find('sources', act.draft.subjectId);
  if (!row) return missing('server_no_such_row', { subject: 'sources' });
  if (Object.keys(changes).length === 0) return invalid('server_nothing_changed');
  if (IN_FIELD.includes(act.author.role) && OFFICE_ONLY.some((key) => changes[key] !== undefined))
    return forbidden('server_register_by_office');
  if (
    IN_FIELD.includes(act.author.role) &&
    changes.state !== undefined &&
    isHeldShut(row, changes.state, world)
  )
    return forbidden('server_shut_by_office');
  if ((changes.lng === undefined) !== (changes.lat === undefined)) return invalid('server_place_is_a_pair');
  if (changes.regulator !== undefined && !world.find('units', changes.regulator))
    return missing('server_no_such_unit');
  if (changes.unit && !SITE_UNIT_KINDS.includes(String(world.find('units', changes.unit)?.['kind'])))
    return invalid('server_no_site_unit');
  const grids =
    changes.lng !== undefined && changes.lat !== undefined
      ? world.locate({ lng: changes.lng, lat: changes.lat })
      : {};
  if (!inTerritory(act.author, { ...row, ...grids })) return forbidden('server_not_your_territory');
  const profile = changes.profile && patched(row['profile'], changes.profile);
  const next = { ...changes, ...(profile && { profile }) };
  const wrong = faultOf({ ...row, ...next });
  if (wrong) return wrong;
  const fields = { ...next, ...grids, rev: count(row, 'rev') + 1 };
  return ok({ writes: [{ collection: 'sources', id: row.id, create: false, fields }], follow: [] });
}

/** Whether the office keeps a place shut that is to be something else: by a seal or a ban, or by a step that stopped its work. */
function isHeldShut(row: Row, next: SourceState, world: World): boolean {
  const state = text(row, 'state');
  if (state === next) return false;
  if (state === 'sealed' || state === 'banned') return true;
  return (
    state === 'stopped' && (world.stepsAt?.(row.id) ?? []).some((each) => SHUTS[each['form'] as StepForm])
  );
}

/** The profile with some of its fields set; null empties one. */
export function patched(before: unknown, changes: Readonly<Record<string, unknown>>): SourceProfile {
  const all = { ...(before as SourceProfile | null), ...(changes as SourceProfile) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

/** The first thing the register would not take. */
function faultOf(source: Readonly<Record<string, unknown>>): Result<never, Refusal> | null {
  const checked = validateSource(source);
  const first = checked.ok ? undefined : checked.error[0];
  return first ? invalid(first.key, first.params) : null;
}
