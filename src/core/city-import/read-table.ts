import type { RawTable } from '../feeds/history-table.ts';
import { message } from '../message.ts';
import { err, ok, type Result } from '../result.ts';
import { placeProblem, sourceProblem, stationProblem, type DraftProblem } from './check-drafts.ts';
import {
  problem,
  type CityProblem,
  type CityRows,
  type SourceDraftRow,
  type StationDraft,
} from './city-plan.ts';
import { RECORD_FIELDS } from '../sources/profile-fields.ts';
import { convertPlace, type ToWgs84 } from './datum.ts';
import { cellText, columnOf, isYes, wordFor, type CityField } from './words.ts';

/** Whether a table lists stations or sources, by its columns: a kind of source, or a level of station. Null = neither. */
export function tableKind(header: readonly string[]): 'stations' | 'sources' | null {
  const level = columnOf(header, 'level') >= 0;
  const kind = columnOf(header, 'kind') >= 0;
  return level ? 'stations' : kind ? 'sources' : null;
}

/** Stations of a table. Error: a column it cannot do without. */
export function readStationTable(table: RawTable, convert: ToWgs84): Result<CityRows<StationDraft>> {
  return readRows<StationDraft>(table, ['code', 'name', 'level', 'lng', 'lat'], (cell, place) => {
    const background = cell('background');
    const operator = cell('operator');
    const source = cell('source');
    const draft = {
      code: cell('code') ?? '',
      name: cell('name') ?? '',
      level: wordFor('level', cell('level') ?? '') ?? cell('level') ?? '',
      ...(background === undefined ? {} : { background: isYes(background) }),
      ...(operator === undefined ? {} : { operator }),
      ...(source === undefined ? {} : { source }),
    };
    return (
      stationProblem({ ...draft, ...place }) ?? {
        ...(draft as Omit<StationDraft, 'lng' | 'lat'>),
        ...convertPlace(place, convert),
      }
    );
  });
}

/** Sources of a table; units are named by code or name. Error: a column it cannot do without. */
export function readSourceTable(
  table: RawTable,
  convert: ToWgs84,
  units: readonly { readonly code: string; readonly name: string }[],
): Result<CityRows<SourceDraftRow>> {
  const codes = new Set(units.map((each) => each.code));
  const byName = new Map(units.map((each) => [each.name, each.code]));
  return readRows<SourceDraftRow>(table, ['code', 'name', 'kind', 'lng', 'lat'], (cell, place) => {
    const set = (field: 'state' | 'card'): Record<string, string> => {
      const word = cell(field);
      if (word === undefined || (word === '' && field === 'state')) return {};
      return { [field]: word === '' ? '' : (wordFor(field, word) ?? word) };
    };
    const regulator = cell('regulator');
    const byCode = (word: string) => byName.get(word) ?? word;
    const leader = cell('leader');
    const profile = recordsOf(cell, byCode);
    const draft = {
      code: cell('code') ?? '',
      name: cell('name') ?? '',
      kind: wordFor('kind', cell('kind') ?? '') ?? cell('kind') ?? '',
      ...set('state'),
      ...set('card'),
      ...(leader === undefined ? {} : { leader }),
      ...(regulator === undefined ? {} : { regulator: byCode(regulator) }),
      ...(Object.keys(profile).length === 0 ? {} : { profile }),
    };
    return (
      sourceProblem({ ...draft, ...place }, codes) ?? {
        ...(draft as Omit<SourceDraftRow, 'lng' | 'lat'>),
        ...convertPlace(place, convert),
      }
    );
  });
}

type Cell = (field: CityField) => string | undefined;

/** What the columns of land and permit say; an empty cell empties the field. */
function recordsOf(cell: Cell, byCode: (word: string) => string): NonNullable<SourceDraftRow['profile']> {
  return Object.fromEntries(
    RECORD_FIELDS.flatMap((field) => {
      const word = cell(field);
      if (word === undefined) return [];
      return [[field, word === '' ? null : field.endsWith('Unit') ? byCode(word) : word]];
    }),
  );
}

function readRows<T extends object>(
  table: RawTable,
  needed: readonly CityField[],
  read: (cell: Cell, place: { lng: number; lat: number }) => T | DraftProblem,
): Result<CityRows<T>> {
  const missing = needed.filter((field) => columnOf(table.header, field) < 0);
  if (missing.length > 0) return err(message('admin_city_no_column', { fields: missing.join(' ') }));
  const rows: T[] = [];
  const at: number[] = [];
  const problems: CityProblem[] = [];
  const seen = new Set<string>();
  table.rows.forEach((line, index) => {
    const cell: Cell = (field) => {
      const column = columnOf(table.header, field);
      return column < 0 ? undefined : cellText(line[column]);
    };
    const place = { lng: degrees(cell('lng')), lat: degrees(cell('lat')) };
    const wrong = placeProblem(place.lng, place.lat);
    const answer = wrong ?? read(cell, place);
    const code = cell('code') ?? '';
    if ('reason' in answer)
      problems.push(problem(index + 1, answer.field, answer.reason.key, answer.reason.params));
    else if (seen.has(code)) problems.push(problem(index + 1, 'code', 'admin_city_twice', { code }));
    else {
      rows.push(answer);
      at.push(index + 1);
    }
    seen.add(code);
  });
  return ok({ rows, at, problems });
}

/** Decimal degrees; degrees, minutes and seconds ("113°37'12\"") are read too. NaN = no number. */
function degrees(text: string | undefined): number {
  if (text === undefined || text === '') return Number.NaN;
  const sexagesimal = /^(\d{1,3})[°度]\s*(\d{1,2})['′分]\s*(\d{1,2}(?:\.\d+)?)?["″秒]?\s*[EN东北]?$/i.exec(
    text,
  );
  if (!sexagesimal) return Number(text);
  return Number(sexagesimal[1]) + Number(sexagesimal[2]) / 60 + Number(sexagesimal[3] ?? 0) / 3600;
}
