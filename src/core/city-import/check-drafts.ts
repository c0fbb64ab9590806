import { checkArea } from '../geo.ts';
import { message, type Message } from '../message.ts';
import { RECORD_FIELDS } from '../sources/profile-fields.ts';
import { NAMELESS_KINDS } from '../sources/validate-source.ts';
import { SOURCE_KINDS, SOURCE_STATES } from '../sources/source-kinds.ts';
import { gridLevel, parentCode } from '../territory/grid-code.ts';
import {
  CARDS,
  ROAD_CLASSES,
  STATION_LEVELS,
  type GridDraft,
  type RoadDraft,
  type SourceDraftRow,
  type StationDraft,
} from './city-plan.ts';

/** What is wrong with a draft: the field and the reason. */
export interface DraftProblem {
  readonly field: string;
  readonly reason: Message;
}

type Found = DraftProblem | null;
type Unchecked<T> = { readonly [K in keyof T]?: unknown };

const LONGEST_NAME = 120;

/** A grid: code of 4 to 15 digits that says its level, a name, rings closed and not crossing themselves. Null = nothing wrong. */
export function gridProblem(draft: Unchecked<GridDraft>): Found {
  const { code, level, polygon } = draft;
  if (typeof code !== 'string' || gridLevel(code) === null)
    return no('code', 'admin_city_code', { value: word(code) });
  if (level !== gridLevel(code)) return no('level', 'admin_city_level_code', { code });
  const area = checkArea(polygon);
  if (!area.ok) return { field: 'polygon', reason: area.error };
  return (
    nameProblem(draft.name) ?? placeProblem(draft.lng, draft.lat) ?? textProblem('chief', draft.chief, 80)
  );
}

/** A road or river: a name, a class, a line of two places or more. */
export function roadProblem(draft: Unchecked<RoadDraft>): Found {
  const { line } = draft;
  if (!oneOf(ROAD_CLASSES, draft.class))
    return no('class', 'admin_city_road_class', { value: word(draft.class) });
  const geometry = line as { type?: unknown; coordinates?: unknown } | null | undefined;
  const lines: unknown =
    geometry?.type === 'LineString'
      ? [geometry.coordinates]
      : geometry?.type === 'MultiLineString'
        ? geometry.coordinates
        : null;
  if (!Array.isArray(lines) || lines.length === 0) return no('line', 'admin_city_not_line');
  for (const each of lines as unknown[]) {
    if (!Array.isArray(each) || each.length < 2) return no('line', 'admin_city_short_line');
    for (const position of each as unknown[]) {
      const wrong = Array.isArray(position)
        ? placeProblem(position[0], position[1])
        : no('line', 'admin_city_not_line');
      if (wrong) return { ...wrong, field: 'line' };
    }
  }
  return nameProblem(draft.name) ?? textProblem('chief', draft.chief, 80);
}

/** A station: code, name, level, place. */
export function stationProblem(draft: Unchecked<StationDraft>): Found {
  return (
    codeProblem(draft.code) ??
    nameProblem(draft.name) ??
    (oneOf(STATION_LEVELS, draft.level)
      ? null
      : no('level', 'admin_city_station_level', { value: word(draft.level) })) ??
    placeProblem(draft.lng, draft.lat) ??
    textProblem('operator', draft.operator, 80)
  );
}

/** A source: code, known kind, a name unless its kind may do without, place; a regulator must be a unit that exists. */
export function sourceProblem(draft: Unchecked<SourceDraftRow>, unitCodes: ReadonlySet<string>): Found {
  const { kind, name, state, card, regulator } = draft;
  if (!oneOf(SOURCE_KINDS, kind)) return no('kind', 'admin_city_kind', { value: word(kind) });
  if (name !== '' || !NAMELESS_KINDS.includes(kind as never)) {
    const wrong = nameProblem(name);
    if (wrong) return wrong;
  }
  if (state !== undefined && !oneOf(SOURCE_STATES, state))
    return no('state', 'admin_city_state', { value: word(state) });
  if (card !== undefined && !oneOf(CARDS, card)) return no('card', 'admin_city_card', { value: word(card) });
  if (regulator !== undefined && regulator !== '' && !unitCodes.has(String(regulator)))
    return no('regulator', 'admin_city_unit', { value: word(regulator) });
  return (
    recordProblem(draft.profile, unitCodes) ??
    codeProblem(draft.code) ??
    placeProblem(draft.lng, draft.lat) ??
    textProblem('leader', draft.leader, 80)
  );
}

/** Records of land and permit: units that exist, numbers that fit. */
function recordProblem(profile: unknown, unitCodes: ReadonlySet<string>): Found {
  if (profile === undefined) return null;
  for (const [field, value] of Object.entries((profile ?? {}) as Record<string, unknown>)) {
    if (!oneOf(RECORD_FIELDS, field)) return no('profile', 'trade_error_field_unknown', { field });
    if (value === null) continue;
    if (field.endsWith('Unit') && !unitCodes.has(word(value)))
      return no(field, 'admin_city_unit', { value: word(value) });
    const wrong = textProblem(field, value, LONGEST_NAME);
    if (wrong) return wrong;
  }
  return null;
}

/** Towns, villages and cells hang below something; a district may stand alone. Null = its parent is known or not needed. */
export function parentProblem(code: string, codes: ReadonlySet<string>): Found {
  const above = parentCode(code);
  if (above === null || gridLevel(code) === 'district' || codes.has(above)) return null;
  return no('code', 'admin_city_parent', { code, parent: above });
}

/** Null when longitude and latitude are numbers on Earth, and not 0/0, which stands for "unknown" in many exports. */
export function placeProblem(lng: unknown, lat: unknown): Found {
  if (typeof lng !== 'number' || typeof lat !== 'number' || !Number.isFinite(lng) || !Number.isFinite(lat))
    return no('lng', 'admin_city_no_place');
  if (Math.abs(lng) <= 90 && Math.abs(lat) > 90) return no('lng', 'admin_city_swapped', { lng, lat });
  if (Math.abs(lng) > 180 || Math.abs(lat) > 90) return no('lng', 'admin_city_range', { lng, lat });
  return lng === 0 && lat === 0 ? no('lng', 'admin_city_no_place') : null;
}

function nameProblem(name: unknown): Found {
  if (typeof name !== 'string' || name.trim() === '') return no('name', 'admin_city_no_name');
  return textProblem('name', name, LONGEST_NAME);
}

function codeProblem(code: unknown): Found {
  return typeof code === 'string' && /^\S{1,40}$/.test(code)
    ? null
    : no('code', 'admin_city_row_code', { value: word(code) });
}

function textProblem(field: string, value: unknown, most: number): Found {
  if (value === undefined) return null;
  return typeof value === 'string' && value.length <= most ? null : no(field, 'admin_city_text', { most });
}

function oneOf(values: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && values.includes(value);
}

function word(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 40) : '';
}

function no(field: string, key: string, params?: Record<string, string | number>): DraftProblem {
  return { field, reason: message(key, params) };
}
