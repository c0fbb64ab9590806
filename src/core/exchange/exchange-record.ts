import { PROBLEM_STATES, type ProblemState } from '../casework/problem-states.ts';
import type { Instant, LngLat } from '../units.ts';
import { centreClassOf, type CentreClass } from './centre-classes.ts';
import { CENTRE_STATE_WORDS, centreStateOf, type CentreState } from './centre-states.ts';

/** Columns of the exchanged table, as the centre names them; JSON uses the same names as keys. */
export const EXCHANGE_COLUMNS = {
  centreNo: '案卷号',
  centreTaskNo: '任务号',
  ourNo: '上风编号',
  origin: '问题来源',
  major: '大类',
  minor: '小类',
  category: '上风类别',
  lng: '经度',
  lat: '纬度',
  datum: '坐标系',
  address: '位置描述',
  foundAt: '上报时间',
  unit: '处置部门',
  deadlineAt: '处置时限',
  centreState: '状态',
  ourState: '上风状态',
  note: '问题描述',
} as const;
export type ExchangeField = keyof typeof EXCHANGE_COLUMNS;
export const EXCHANGE_FIELDS = Object.keys(EXCHANGE_COLUMNS) as readonly ExchangeField[];

/** A case on its way to the centre or back; '' and 0 = not said. */
export interface ExchangeRecord {
  readonly centreNo: string;
  readonly centreTaskNo: string;
  readonly ourNo: string;
  readonly origin: string;
  readonly major: string;
  readonly minor: string;
  readonly category: string;
  /** WGS-84; null = no place. */
  readonly place: LngLat | null;
  readonly address: string;
  readonly foundAt: Instant;
  /** Name of the unit. */
  readonly unit: string;
  readonly deadlineAt: Instant;
  readonly centreState: CentreState;
  readonly ourState: ProblemState | '';
  readonly note: string;
}

/** What of a row of `problems` travels. */
export interface ExchangedRow {
  readonly no: string;
  readonly centreNo: string;
  readonly centreTaskNo: string;
  readonly category: string;
  readonly state: string;
  readonly origin: string;
  readonly lng: number;
  readonly lat: number;
  readonly foundAt: Instant;
  readonly deadlineAt: Instant;
  readonly note: string;
}

/** What the row names only by its id or code. */
export interface ExchangeWords {
  readonly unit: string;
  readonly origin: string;
  readonly address: string;
  readonly classes: readonly CentreClass[];
}

/** A line of the file, in the order of the columns: what a case is, in the centre's terms, with our number and exact state beside. */
export function exchangeCells(row: ExchangedRow, words: ExchangeWords): readonly string[] {
  const state = PROBLEM_STATES.find((each) => each === row.state) ?? 'found';
  const { major, minor } = centreClassOf(row.category, words.classes);
  const placed = row.lng !== 0 || row.lat !== 0;
  const cells: Readonly<Record<ExchangeField, string>> = {
    centreNo: row.centreNo,
    centreTaskNo: row.centreTaskNo,
    ourNo: row.no,
    origin: words.origin,
    major,
    minor,
    category: row.category,
    lng: placed ? row.lng.toFixed(6) : '',
    lat: placed ? row.lat.toFixed(6) : '',
    datum: placed ? 'WGS-84' : '',
    address: words.address,
    foundAt: secondText(row.foundAt),
    unit: words.unit,
    deadlineAt: row.deadlineAt > 0 ? secondText(row.deadlineAt) : '',
    centreState: CENTRE_STATE_WORDS[centreStateOf(state)],
    ourState: state,
    note: row.note,
  };
  return EXCHANGE_FIELDS.map((field) => cells[field]);
}

/** 2026-11-22 14:03:59 in Beijing. */
function secondText(at: Instant): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
