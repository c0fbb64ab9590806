import { EventRefused } from '../../api/events.ts';
import { isOffline } from '../../api/fetch-json.ts';
import type { ProfileField } from '../../core/sources/profile-fields.ts';
import type { SourceProfile } from '../../core/sources/source-profile.ts';
import type { SourceKind } from '../../core/sources/source-kinds.ts';
import type { SourceRecord } from '../../schema/records.ts';
import { city } from '../../state/city.svelte.ts';
import { figure, percent } from '../../text/number.ts';
import { m } from '../../text/paraglide/messages.js';
import { name, say } from '../../text/say.ts';
import { dateWithWeekday } from '../../text/time.ts';

const DAY_MS = 86_400_000;
/** What the members of a choice are called under. */
const CHOICES: Readonly<Record<string, string>> = {
  works: 'trade_works',
  phase: 'trade_phase',
  industry: 'trade_industry',
  emergencyClass: 'trade_class',
  grade: 'trade_class',
  fuel: 'trade_fuel',
  material: 'trade_material',
  burns: 'trade_burns',
};

/** Name of a field of the profile, or of one that all sources share. */
export function fieldWords(field: string): string {
  switch (field) {
    case 'name':
      return m.sources_column_name();
    case 'state':
      return m.sources_filter_state();
    case 'kind':
      return m.sources_filter_kind();
    case 'card':
      return m.sources_who_card();
    case 'leader':
      return m.sources_who_leader();
    case 'regulator':
      return m.sources_column_regulator();
    case 'unit':
      return m.sources_site_unit();
    case 'lng':
    case 'lat':
    case 'polygon':
      return m.sources_place();
    default:
      return name(
        'trade_profile',
        field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      );
  }
}

/** Unit of a number in the profile; '' = a plain count or a share. */
export function unitOf(field: string): string {
  switch (field) {
    case 'areaM2':
      return 'm²';
    case 'lengthM':
      return 'm';
    case 'earthPermitVolumeM3':
      return 'm³';
    case 'cleaningNormG':
      return 'g/m²';
    case 'budgetYuan':
      return m.sources_unit_yuan();
    case 'households':
      return m.sources_unit_households();
    case 'pumps':
      return m.sources_unit_stands();
    case 'stoves':
    case 'stalls':
    case 'silos':
      return m.sources_unit_each();
    default:
      return '';
  }
}

/** A value of the profile in words with its unit; '' when there is none. */
export function valueWords(field: string, value: SourceProfile[string] | undefined): string {
  if (value === null || value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.filter((each) => each.trim() !== '').join(m.ui_comma());
  if (typeof value === 'boolean') return value ? m.sources_yes() : m.sources_no();
  if (typeof value === 'number') {
    if (field === 'covered') return percent(value);
    if (field.endsWith('At') || field.endsWith('Until') || field.endsWith('From'))
      return dateWithWeekday(value);
    return [figure(value), unitOf(field)].filter(Boolean).join(' ');
  }
  if (field === 'landUnit' || field === 'permitUnit')
    return city.data.units.find((each) => each.code === value)?.name ?? String(value);
  if (field === 'looksLike') return name('trade_kind', String(value));
  const prefix = CHOICES[field];
  return prefix ? name(prefix, String(value)) : String(value);
}

/** The options of a choice. */
export function choiceWords(
  field: string,
  kind: ProfileField & { type: 'choice' },
): { value: string; text: string }[] {
  return kind.of.map((value) => ({ value, text: valueWords(field, value) }));
}

/** Units that can hold land or issue a permit, by their codes. */
export function unitChoices(): { value: string; text: string }[] {
  return city.data.units.map(({ code, name: text }) => ({ value: code, text }));
}

/** A shared field's value in words. */
export function sharedWords(field: string, value: unknown): string {
  switch (field) {
    case 'state':
      return name('trade_state', String(value));
    case 'kind':
      return name('trade_kind', String(value));
    case 'card':
      return name('trade_card', String(value) || 'none');
    case 'regulator':
    case 'unit':
      return city.unitById.get(String(value))?.name ?? '';
    case 'lng':
    case 'lat':
      return Number(value).toFixed(6);
    default:
      return typeof value === 'string' ? value : '';
  }
}

/** Its name; one known by place alone is called by its kind and its village. */
export function titleWords(source: Pick<SourceRecord, 'name' | 'kind' | 'village' | 'town'>): string {
  if (source.name) return source.name;
  const place = city.gridById.get(source.village)?.name ?? city.gridById.get(source.town)?.name ?? '';
  return [name('trade_kind', source.kind), place].filter(Boolean).join(' · ');
}

export function kindWords(kind: SourceKind | 'works'): string {
  return kind === 'works' ? m.sources_kind_works() : name('trade_kind', kind);
}

/** "今天", "12 天前", "从未". */
export function agoWords(at: number, now: number): string {
  if (!at) return m.sources_never();
  const days = Math.max(0, Math.floor((now - at) / DAY_MS));
  return days === 0 ? m.sources_today() : m.sources_days({ days });
}

/** Why a change did not go through, as a sentence; fields of the profile are called by their names. */
export function failureWords(error: unknown): string {
  if (!(error instanceof EventRefused)) return isOffline(error) ? m.sources_offline() : m.sources_failed();
  const { key, params } = error.reason;
  const field = params?.['field'];
  return say(
    typeof field === 'string'
      ? { key, params: { ...params, field: fieldWords(field) } }
      : { key, ...(params && { params }) },
  );
}
