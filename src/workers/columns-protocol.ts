import type { ColumnFilter, TimeView } from '../core/columns/filter.ts';
import type { LngLatBox } from '../core/columns/mercator.ts';
import type { HeatScale, Rgb } from '../core/columns/paint.ts';
import type { Totals } from '../core/columns/totals.ts';

export interface ViewRequest {
  readonly kind: 'view';
  /** What the map shows; the answer reaches a little beyond it. */
  readonly box: LngLatBox;
  readonly zoom: number;
  readonly filter: ColumnFilter;
  readonly time: TimeView;
  readonly mode: 'heat' | 'clusters';
  /** Heat colours, light to dark; needed for heat. */
  readonly colours: readonly Rgb[];
}

export type ColumnsRequest =
  /** Records of `layout.ts`, first load or later changes alike. */
  | { readonly kind: 'append'; readonly bytes: ArrayBuffer }
  | ViewRequest
  | {
      readonly kind: 'totals';
      readonly filter: ColumnFilter;
      readonly time: TimeView;
      /** First Beijing midnight (unix s) and length of the slider. */
      readonly days: { readonly from: number; readonly count: number };
    }
  | {
      readonly kind: 'near';
      readonly box: LngLatBox;
      readonly filter: ColumnFilter;
      readonly time: TimeView;
      readonly limit: number;
      /** Only the members of the cluster that shows this row in a view of `box` at this zoom. */
      readonly cluster?: { readonly row: number; readonly zoom: number };
    };

export interface AppendAnswer {
  readonly kind: 'append';
  readonly count: number;
  readonly since: number;
  /** Opened time of the first and the last problem, unix s; 0 without problems. */
  readonly first: number;
  readonly last: number;
}

/** One mark of the map: a cluster, or a problem itself where total = 1. */
export interface MarkColumns {
  readonly lng: Float64Array;
  readonly lat: Float64Array;
  readonly total: Uint32Array;
  /** Of them with severity 3. */
  readonly major: Uint32Array;
  readonly severity: Uint8Array;
  readonly row: Uint32Array;
  readonly reachDeg: Float64Array;
}

export interface ViewAnswer {
  readonly kind: 'view';
  /** Problems in the box of the answer. */
  readonly count: number;
  readonly heat: { readonly bitmap: ImageBitmap; readonly box: LngLatBox; readonly scale: HeatScale } | null;
  readonly marks: MarkColumns | null;
  /** True when every mark is one problem. */
  readonly single: boolean;
}

export interface TotalsAnswer {
  readonly kind: 'totals';
  /** Of the window or moment. */
  readonly totals: Totals;
  /** Everything found up to the end of the window, same filter. */
  readonly cumulative: Totals;
  readonly found: Uint32Array;
  readonly open: Uint32Array;
}

export interface NearAnswer {
  readonly kind: 'near';
  /** Newest first, at most `limit`. */
  readonly rows: Uint32Array;
  readonly count: number;
}

export type ColumnsAnswer = AppendAnswer | ViewAnswer | TotalsAnswer | NearAnswer;

/** The answer that belongs to a request. */
export type AnswerTo<R extends ColumnsRequest> = Extract<ColumnsAnswer, { kind: R['kind'] }>;
