import type { SheetCell, SheetColumn } from '../core/files/sheet.ts';

/** json: a list `cases` of objects whose keys are the titles. */
export type TableFormat = 'xlsx' | 'csv' | 'json';

/** A table is begun, filled by and by, and ended: then the file comes back. */
export type TableRequest =
  | {
      readonly kind: 'begin';
      readonly format: TableFormat;
      readonly sheet: string;
      readonly columns: readonly SheetColumn[];
      /** What stands on the sheet of its own that says what this is: lines of a name and a value. */
      readonly about: { readonly sheet: string; readonly lines: readonly (readonly [string, string])[] };
    }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly SheetCell[])[] }
  | { readonly kind: 'end' };

export type TableAnswer = { readonly file: Blob } | { readonly error: string };
