import { message, type Message } from '../message.ts';

/** Null when the value is as it should be; otherwise which field is not, and what it should be. */
export type Check = (value: unknown, field: string) => Message | null;

/** 32 hex digits, or PocketBase's own 15 letters and digits. */
export const id: Check = (value, field) =>
  typeof value === 'string' && /^[a-z0-9]{15,32}$/.test(value) ? null : message('server_field_id', { field });

export const instant: Check = (value, field) =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 4e12
    ? null
    : message('server_field_instant', { field });

export const bool: Check = (value, field) =>
  typeof value === 'boolean' ? null : message('server_field_yes_no', { field });

export const anything: Check = () => null;

export function text(max: number, min = 0): Check {
  return (value, field) => {
    if (typeof value !== 'string') return message('server_field_text', { field });
    if (value.trim().length < min) return message('server_field_required', { field });
    return value.length > max ? message('server_field_too_long', { field, max }) : null;
  };
}

export function number(min: number, max: number): Check {
  return (value, field) =>
    typeof value === 'number' && value >= min && value <= max
      ? null
      : message('server_field_number', { field, min, max });
}

export function oneOf(values: readonly (string | number)[]): Check {
  return (value, field) =>
    values.includes(value as string)
      ? null
      : message('server_field_choice', { field, choices: values.join(' ') });
}

export function nullable(check: Check): Check {
  return (value, field) => (value === null ? null : check(value, field));
}

/** May be left out altogether. */
export function optional(check: Check): Check {
  return (value, field) => (value === undefined ? null : check(value, field));
}

export function list(check: Check, max: number, min = 0): Check {
  return (value, field) => {
    if (!Array.isArray(value)) return message('server_field_list', { field });
    if (value.length < min) return message('server_field_required', { field });
    if (value.length > max) return message('server_field_too_many', { field, max });
    return first(value, (each, at) => check(each, `${field}[${at}]`));
  };
}

/** Any keys, each value of the same sort. */
export function record(check: Check, max: number): Check {
  return (value, field) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return message('server_field_object', { field });
    const entries = Object.entries(value);
    if (entries.length > max) return message('server_field_too_many', { field, max });
    return first(entries, ([key, each]) => check(each, `${field}.${key}`));
  };
}

/** Exactly these keys: an unknown one is refused, so that a misspelt field is never lost silently. */
export function shape(fields: Readonly<Record<string, Check>>): Check {
  return (value, field) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return message('server_field_object', { field });
    }
    const object = value as Readonly<Record<string, unknown>>;
    const path = (key: string): string => (field === '' ? key : `${field}.${key}`);
    const unknown = Object.keys(object).find((key) => !Object.hasOwn(fields, key));
    if (unknown !== undefined) return message('server_field_unknown', { field: path(unknown) });
    return first(Object.entries(fields), ([key, check]) => check(object[key], path(key)));
  };
}

/** GeoJSON Polygon or MultiPolygon on WGS-84 with closed rings. */
export const area: Check = (value, field) => {
  const wrong = message('server_field_area', { field });
  if (typeof value !== 'object' || value === null) return wrong;
  const { type, coordinates } = value as { readonly type?: unknown; readonly coordinates?: unknown };
  if (!Array.isArray(coordinates) || coordinates.length === 0) return wrong;
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : [];
  const good =
    polygons.length > 0 &&
    polygons.every((rings: unknown) => Array.isArray(rings) && rings.length > 0 && rings.every(isRing));
  return good ? null : wrong;
};

function isRing(ring: unknown): boolean {
  if (!Array.isArray(ring) || ring.length < 4 || !ring.every(isPosition)) return false;
  const [start, end] = [ring[0] as readonly number[], ring[ring.length - 1] as readonly number[]];
  return start[0] === end[0] && start[1] === end[1];
}

function isPosition(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length >= 2 &&
    Math.abs(value[0] as number) <= 180 &&
    Math.abs(value[1] as number) <= 90
  );
}

function first<T>(items: readonly T[], check: (item: T, at: number) => Message | null): Message | null {
  for (const [at, item] of items.entries()) {
    const wrong = check(item, at);
    if (wrong) return wrong;
  }
  return null;
}
