import { CITY_LISTS, type CityList } from '../../core/city-lists.ts';
import { exhaustive } from '../../core/exhaustive.ts';
import { message } from '../../core/message.ts';
import { seesMap } from '../../core/roles.ts';
import { collections } from '../../schema/collections.ts';
import type { Field } from '../../schema/field.ts';
import { refuse } from '../http/refuse.ts';
import { queryOne, type RequestEvent } from '../pb.ts';
import { isStaff, sendJson } from './http-body.ts';

/**
 * GET /api/sf/city: core/city-lists in one answer, names of the fields once and rows as arrays. Who is not on the map gets the names
 * of places and units, and of the register what the rule of `sources` leaves. SQL writes the JSON; no row passes through this engine.
 */
export function cityLists(e: RequestEvent): void {
  if (!isStaff(e)) return refuse(e, 401, 'unauthorized', message('admin_sign_in_first'));
  const [role, unit] = [e.auth?.getString('role') ?? '', e.auth?.getString('unit') ?? ''];
  const lists = CITY_LISTS.map(({ name, sort }) => {
    const fields = (collections.find((each) => each.name === name)?.fields ?? []).filter(isShown);
    const names = ['id', ...fields.map((each) => each.name)];
    const row = ['"id"', ...fields.map(asJson)].join(', ');
    const rows = queryOne(
      e.app,
      `SELECT json_group_array(json_array(${row}) ORDER BY "${sort}", id) AS text FROM "${name}" WHERE ${where(name)}`,
      { text: '' },
      { all: e.hasSuperuserAuth() || seesMap(role), unit },
    ).text;
    return `"${name}":{"fields":${JSON.stringify(names)},"rows":${rows}}`;
  });
  sendJson(e, 200, `{${lists.join(',')}}`);
}

/** As the rules of the schema say it. */
function where(list: CityList): string {
  switch (list) {
    case 'sources':
      return "({:all} OR ({:unit} != '' AND unit = {:unit}))";
    case 'groups':
    case 'priorities':
      return '{:all}';
    case 'grids':
    case 'roads':
    case 'stations':
    case 'units':
      return 'true';
    default:
      return exhaustive(list);
  }
}

function isShown(field: Field): boolean {
  return !('hidden' in field && field.hidden);
}

/** PocketBase keeps booleans as 0 and 1, and JSON as text. */
function asJson(field: Field): string {
  const column = `"${field.name}"`;
  if (field.type === 'bool') return `json(iif(${column}, 'true', 'false'))`;
  if (field.type === 'json' || ('many' in field && field.many))
    return `CASE WHEN json_valid(${column}) THEN json(${column}) END`;
  return column;
}
