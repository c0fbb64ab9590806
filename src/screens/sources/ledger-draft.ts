import type { SourceUpdated } from '../../core/casework/payloads.ts';
import { dateKey, dayStart } from '../../core/china-time.ts';
import { exhaustive } from '../../core/exhaustive.ts';
import { message, type Message } from '../../core/message.ts';
import { profileFields, type ProfileField } from '../../core/sources/profile-fields.ts';
import type { SourceProfile } from '../../core/sources/source-profile.ts';
import { NAMELESS_KINDS } from '../../core/sources/validate-source.ts';
import type { SourceRecord } from '../../schema/records.ts';
import { fieldWords } from './ledger-words.ts';

/** Fields that all kinds share and that the form offers; place and kind are changed by import or in the field. */
export const SHARED_FIELDS = ['name', 'state', 'card', 'regulator', 'unit', 'leader'] as const;

/** What stands in the form: text per field, '' = empty; a list has a line per place. */
export type LedgerDraft = Readonly<Record<string, string>>;

type Value = SourceProfile[string];

/** The form as the source has it now. */
export function draftOf(source: SourceRecord): LedgerDraft {
  return Object.fromEntries([
    ...SHARED_FIELDS.map((field) => [field, source[field]]),
    ...Object.entries(profileFields(source.kind)).map(([key, field]) => [
      key,
      textOf(key, field, source.profile?.[key] ?? null),
    ]),
  ]) as LedgerDraft;
}

/** Only what differs from the source as it was when the form was opened, and what is wrong with it, by field. */
export function readDraft(
  source: SourceRecord,
  before: LedgerDraft,
  draft: LedgerDraft,
): {
  readonly changes: SourceUpdated['changes'];
  readonly count: number;
  readonly errors: Readonly<Record<string, Message>>;
} {
  const changed = Object.keys(draft).filter((key) => draft[key]!.trim() !== before[key]!.trim());
  const errors: Record<string, Message> = {};
  const shared: Record<string, string> = {};
  const profile: Record<string, Value> = {};
  const fields = profileFields(source.kind);
  for (const key of changed) {
    const text = draft[key]!.trim();
    const field = fields[key];
    if (!field) {
      shared[key] = text;
      if (key === 'name' && text === '' && !NAMELESS_KINDS.includes(source.kind))
        errors[key] = message('trade_error_name_missing');
      continue;
    }
    const value = valueOf(key, field, text);
    if (value === undefined) errors[key] = faultOf(key, field);
    else profile[key] = value;
  }
  const changes = {
    ...shared,
    ...(Object.keys(profile).length > 0 && { profile }),
  } as SourceUpdated['changes'];
  return { changes, count: changed.length, errors };
}

/** Shares are written as per cent. */
export function isShare(key: string): boolean {
  return key === 'covered';
}

function textOf(key: string, field: ProfileField, value: Value | null): string {
  if (value === null) return '';
  if (field.type === 'instant') return dateKey(Number(value));
  if (field.type === 'texts') return Array.isArray(value) ? value.join('\n') : '';
  if (isShare(key)) return String(Math.round(Number(value) * 1000) / 10);
  return String(value);
}

/** Null empties the field; undefined is no value it could have. */
function valueOf(key: string, field: ProfileField, text: string): Value | undefined {
  if (text === '') return null;
  switch (field.type) {
    case 'flag':
      return text === 'true';
    case 'number': {
      const value = Number(text) / (isShare(key) ? 100 : 1);
      return value >= field.min && value <= field.max ? value : undefined;
    }
    case 'instant':
      return dayStart(text) ?? undefined;
    case 'texts':
      return text.split('\n').map((each) => each.trim());
    case 'text':
    case 'unit':
    case 'choice':
      return text;
    default:
      return exhaustive(field);
  }
}

function faultOf(key: string, field: ProfileField): Message {
  if (field.type !== 'number') return message('trade_error_field_type', { field: fieldWords(key) });
  const times = isShare(key) ? 100 : 1;
  return message('trade_error_field_range', {
    field: fieldWords(key),
    min: field.min * times,
    max: field.max * times,
  });
}
