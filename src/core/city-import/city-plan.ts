import type { AreaGeometry } from '../geo.ts';
import type { RecordField } from '../sources/profile-fields.ts';
import type { SourceKind, SourceState } from '../sources/source-kinds.ts';
import type { GridLevel } from '../territory/grid-code.ts';
import type { LineGeometry } from '../territory/line-geometry.ts';
import type { LngLat } from '../units.ts';

/** What an office can bring in by file; in the order in which it is stored. */
export const CITY_KINDS = ['grids', 'roads', 'stations', 'sources'] as const;
export type CityKind = (typeof CITY_KINDS)[number];

export const STATION_LEVELS = ['national', 'provincial', 'municipal', 'micro'] as const;
export type StationLevel = (typeof STATION_LEVELS)[number];
export const ROAD_CLASSES = ['expressway', 'trunk', 'main', 'branch', 'river'] as const;
export type RoadClass = (typeof ROAD_CLASSES)[number];
export const CARDS = ['', 'green', 'yellow', 'red'] as const;

/** Rows as they will be stored, WGS-84. A field that is absent was not in the file and stays as it is. */
export interface GridDraft {
  readonly code: string;
  readonly name: string;
  readonly level: GridLevel;
  readonly polygon: AreaGeometry;
  readonly lng: number;
  readonly lat: number;
  readonly areaKm2: number;
  readonly chief?: string;
}
export interface RoadDraft {
  readonly name: string;
  readonly class: RoadClass;
  readonly line: LineGeometry;
  readonly chief?: string;
}
export interface StationDraft extends LngLat {
  readonly code: string;
  readonly name: string;
  readonly level: StationLevel;
  readonly background?: boolean;
  readonly operator?: string;
  /** Code of the source whose dust monitor it is. */
  readonly source?: string;
}
export interface SourceDraftRow extends LngLat {
  readonly code: string;
  readonly name: string;
  readonly kind: SourceKind;
  readonly state?: SourceState;
  readonly leader?: string;
  readonly card?: (typeof CARDS)[number];
  /** Code of a unit. */
  readonly regulator?: string;
  /** Records of land and permit, units by their codes; null empties one. */
  readonly profile?: Readonly<Partial<Record<RecordField, string | null>>>;
}

/** The rows of one import. The code (a road's name and class) tells which row here it is, so that a second import updates. */
export interface CityPlan {
  readonly grids: readonly GridDraft[];
  readonly roads: readonly RoadDraft[];
  readonly stations: readonly StationDraft[];
  readonly sources: readonly SourceDraftRow[];
}

export const EMPTY_PLAN: CityPlan = { grids: [], roads: [], stations: [], sources: [] };

/** What is wrong with one row or feature, and what to do; `row` counts data rows or features from 1, 0 = the whole file. */
export interface CityProblem {
  readonly row: number;
  readonly field: string;
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What is in the database already, as far as the checks need it. */
export interface CityKnown {
  readonly gridCodes: ReadonlySet<string>;
  readonly unitCodes: ReadonlySet<string>;
}

/** Rows of one file, and what was left out of them. */
export interface CityRows<T> {
  readonly rows: readonly T[];
  /** For each row the number it had in the file, where that is still one. */
  readonly at: readonly number[];
  readonly problems: readonly CityProblem[];
}

export function problem(
  row: number,
  field: string,
  key: string,
  params: Readonly<Record<string, string | number>> = {},
): CityProblem {
  return { row, field, key, params };
}
