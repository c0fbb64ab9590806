/** Official papers (domain.md §3): 交办单, 专项交办单, 整改通知书, 上级督办件转办单, 曝光单, 约谈记录. */
export const PAPER_KINDS = [
  'assignment_order',
  'special_order',
  'rectification',
  'order_from_above',
  'exposure',
  'interview',
] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** Numbers run per series and year; both kinds of orders share one, since an order's paper has the order's own number. */
export const PAPER_SERIES = ['JB', 'ZG', 'DB', 'BG', 'YT'] as const;
export type PaperSeries = (typeof PAPER_SERIES)[number];

export const SERIES_OF: Readonly<Record<PaperKind, PaperSeries>> = {
  assignment_order: 'JB',
  special_order: 'JB',
  rectification: 'ZG',
  order_from_above: 'DB',
  exposure: 'BG',
  interview: 'YT',
};

export const NOTICE_STATES = ['issued', 'received', 'void'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

export const ABOVE_LEVELS = ['central', 'province', 'city'] as const;
export type AboveLevel = (typeof ABOVE_LEVELS)[number];

/** What a city's papers are headed with (catalogue `papers`); an empty mark is filled in by the words of the product. */
export interface PaperBook {
  /** The office that issues: 惠济区污染防治攻坚战领导小组办公室. */
  readonly issuer: string;
  /** 发文字号 before the bracketed year, by series: 惠环整改. */
  readonly marks: Readonly<Partial<Record<PaperSeries, string>>>;
}

export const EMPTY_BOOK: PaperBook = { issuer: '', marks: {} };

/** Year and running number of a stored number like "ZG-410108-2026-0005"; null while there is none. */
export function numberParts(no: string): { readonly year: number; readonly serial: number } | null {
  const match = /-(\d{4})-(\d+)$/.exec(no);
  return match ? { year: Number(match[1]), serial: Number(match[2]) } : null;
}
