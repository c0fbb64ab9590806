import { exhaustive } from '../exhaustive.ts';
import { message, type Message } from '../message.ts';
import { err, ok, type Result } from '../result.ts';
import { profileFields, type ProfileField } from './profile-fields.ts';
import { SOURCE_KINDS, SOURCE_STATES, type SourceKind, type SourceState } from './source-kinds.ts';
import type { SourceProfile } from './source-profile.ts';

export interface SourceDraft {
  readonly kind: SourceKind;
  readonly state: SourceState;
  /** Empty for sources known by their place alone (features.md 1.44). */
  readonly name: string;
  readonly lng: number;
  readonly lat: number;
  readonly profile: SourceProfile;
}

/** Kinds that may stand in the register without a name: found in the street, known by place. */
export const NAMELESS_KINDS: readonly SourceKind[] = [
  'unnamed',
  'bare_land',
  'soil_yard',
  'small_polluter',
  'open_burning',
  'household_coal',
];

/**
 * Takes a source from a form, an import or an event: kind and state known, place on Earth and not 0/0, a name unless the kind may
 * do without, and every profile field of the right type and range. All errors at once; empty profile fields (null) count as missing
 * and are errors only when `complete` is asked for (a ledger page; a source found on patrol starts without).
 */
export function validateSource(
  value: Readonly<Record<string, unknown>>,
  { complete = false }: { readonly complete?: boolean } = {},
): Result<SourceDraft, readonly Message[]> {
  const errors: Message[] = [];
  const kind = value['kind'] as SourceKind;
  const state = (value['state'] ?? 'active') as SourceState;
  if (!SOURCE_KINDS.includes(kind)) {
    return err([message('trade_error_kind_unknown', { kind: String(value['kind'] ?? '') })]);
  }
  if (!SOURCE_STATES.includes(state)) {
    errors.push(message('trade_error_state_unknown', { state: String(state) }));
  }
  const lng = value['lng'];
  const lat = value['lat'];
  if (!isPlace(lng, lat)) errors.push(message('trade_error_place'));
  const name = typeof value['name'] === 'string' ? value['name'].trim() : '';
  if (name === '' && !NAMELESS_KINDS.includes(kind)) {
    errors.push(message('trade_error_name_missing'));
  }
  const profile = (value['profile'] ?? {}) as SourceProfile;
  errors.push(...profileErrors(kind, profile, complete));
  if (errors.length > 0) return err(errors);
  return ok({ kind, state, name, lng: lng as number, lat: lat as number, profile });
}

/** Whether the ledger page of a source has everything its kind asks for. */
export function ledgerComplete(kind: SourceKind, profile: SourceProfile): boolean {
  return profileErrors(kind, profile, true).length === 0;
}

/** Required fields of a kind's ledger that are empty, in the order of the page; a list counts when all its places are filled. */
export function missingFields(kind: SourceKind, profile: SourceProfile): readonly string[] {
  return Object.entries(profileFields(kind)).flatMap(([key, field]) =>
    field.required && isEmpty(profile[key] ?? null, field) ? [key] : [],
  );
}

/**
 * What to call a source: its name, or for one known by place alone the key `trade_unnamed_at` with the kind's message key as `kind`
 * (say it first) and `place`, the name of its cell, village or road.
 */
export function sourceTitle(
  source: { readonly kind: SourceKind; readonly name: string },
  place: string,
): string | Message {
  return source.name !== ''
    ? source.name
    : message('trade_unnamed_at', { kind: `trade_kind_${source.kind}`, place });
}

function profileErrors(kind: SourceKind, profile: SourceProfile, complete: boolean): Message[] {
  const fields = profileFields(kind);
  const errors: Message[] = [];
  for (const key of Object.keys(profile)) {
    if (!(key in fields)) errors.push(message('trade_error_field_unknown', { field: key }));
  }
  for (const [key, field] of Object.entries(fields)) {
    const value = profile[key] ?? null;
    const error = value === null ? null : fieldError(key, value, field);
    if (error) errors.push(error);
    else if (complete && field.required && isEmpty(value, field))
      errors.push(message('trade_error_field_missing', { field: key }));
  }
  return errors;
}

function isEmpty(value: SourceProfile[string] | null, field: ProfileField): boolean {
  if (value === null || value === '') return true;
  if (field.type !== 'texts') return false;
  return !Array.isArray(value) || value.filter((each) => each.trim() !== '').length < field.count;
}

function fieldError(
  key: string,
  value: NonNullable<SourceProfile[string]>,
  field: ProfileField,
): Message | null {
  const wrong = message('trade_error_field_type', { field: key });
  switch (field.type) {
    case 'flag':
      return typeof value === 'boolean' ? null : wrong;
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return wrong;
      return value >= field.min && value <= field.max
        ? null
        : message('trade_error_field_range', { field: key, min: field.min, max: field.max });
    case 'instant':
      return typeof value === 'number' && Number.isInteger(value) ? null : wrong;
    case 'text':
    case 'unit':
      return typeof value === 'string' && value !== '' ? null : wrong;
    case 'texts':
      return Array.isArray(value) && value.every((each) => typeof each === 'string') ? null : wrong;
    case 'choice':
      if (typeof value !== 'string') return wrong;
      return field.of.includes(value) ? null : message('trade_error_field_choice', { field: key, value });
    default:
      return exhaustive(field);
  }
}

function isPlace(lng: unknown, lat: unknown): boolean {
  return (
    typeof lng === 'number' &&
    typeof lat === 'number' &&
    Math.abs(lng) <= 180 &&
    Math.abs(lat) <= 90 &&
    (lng !== 0 || lat !== 0)
  );
}
