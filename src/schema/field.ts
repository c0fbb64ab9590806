/** A field of a collection as data; `build-server` turns it into a PocketBase field, `records` into a type. */
export type Field =
  | {
      readonly type: 'text';
      readonly name: string;
      readonly max?: number;
      readonly required?: true;
      readonly hidden?: true;
      readonly pattern?: string;
    }
  | {
      readonly type: 'number';
      readonly name: string;
      readonly int?: true;
      readonly min?: number;
      readonly max?: number;
    }
  | { readonly type: 'bool'; readonly name: string }
  | { readonly type: 'json'; readonly name: string; readonly maxSize?: number; readonly of?: string }
  | {
      readonly type: 'select';
      readonly name: string;
      readonly values: readonly string[];
      readonly required?: true;
      readonly many?: true;
    }
  | {
      readonly type: 'relation';
      readonly name: string;
      readonly to: string;
      readonly many?: true;
      readonly required?: true;
    }
  | {
      readonly type: 'file';
      readonly name: string;
      readonly maxSize: number;
      readonly mimeTypes: readonly string[];
      readonly thumbs?: readonly string[];
      /** Only with a file token of somebody who may see the record. */
      readonly protected?: true;
    };

/** Rules of a collection; null = nobody (superusers only). */
export interface Rules {
  readonly list: string | null;
  readonly view: string | null;
  readonly create: string | null;
  readonly update: string | null;
  readonly delete: string | null;
  /** Users only: whose password is good for signing in. */
  readonly signIn?: string;
}

export interface CollectionSpec {
  readonly name: string;
  /** 'auth' is only for users. */
  readonly kind: 'base' | 'auth';
  readonly fields: readonly Field[];
  readonly indexes: readonly string[];
  readonly rules: Rules;
}

export const text = (
  name: string,
  options: { max?: number; required?: true; hidden?: true; pattern?: string } = {},
): Field => ({ type: 'text', name, ...options });
export const number = (name: string, options: { min?: number; max?: number } = {}): Field => ({
  type: 'number',
  name,
  ...options,
});
/** Epoch milliseconds. */
export const instant = (name: string): Field => ({ type: 'number', name, int: true });
export const int = (name: string, options: { min?: number; max?: number } = {}): Field => ({
  type: 'number',
  name,
  int: true,
  ...options,
});
export const bool = (name: string): Field => ({ type: 'bool', name });
/** `of` names the TypeScript type of the content, for the generated records. */
export const json = (name: string, of = 'unknown', maxSize = 2_000_000): Field => ({
  type: 'json',
  name,
  of,
  maxSize,
});
export const select = (
  name: string,
  values: readonly string[],
  options: { required?: true; many?: true } = {},
): Field => ({ type: 'select', name, values, ...options });
export const relation = (
  name: string,
  to: string,
  options: { many?: true; required?: true } = {},
): Field => ({ type: 'relation', name, to, ...options });
