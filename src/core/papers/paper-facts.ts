import { count, text, type Row, type World } from '../casework/act.ts';
import type { Instant } from '../units.ts';
import type { AboveDetails, ExposureDetails, InterviewDetails, NoticeIssued } from './notice-payloads.ts';
import { EMPTY_BOOK, SERIES_OF, type PaperBook } from './paper-kinds.ts';

/** One problem as it stood when the paper was made. */
export interface PaperPoint {
  readonly no: string;
  readonly category: string;
  readonly severity: number;
  readonly foundAt: Instant;
  readonly lng: number;
  readonly lat: number;
  readonly note: string;
  readonly deadlineAt: Instant;
  /** Where it lies; only where the points of a paper lie at several places. */
  readonly source?: string;
}

/** Everything a paper says, frozen when it was accepted: what is renamed or moved later changes no paper. */
export interface PaperFacts {
  readonly issuer: string;
  /** '' = the product's own words. */
  readonly mark: string;
  readonly addressee: string;
  /** Other units with a part in it. */
  readonly coUnits: readonly string[];
  readonly source: string;
  readonly sourceKind: string;
  /** How many places it is about; absent = one. */
  readonly places?: number;
  readonly town: string;
  readonly points: readonly PaperPoint[];
  readonly items: readonly string[];
  readonly basis: readonly string[];
  readonly deadlineAt: Instant;
  readonly note: string;
  readonly by: string;
  readonly at: Instant;
  readonly above?: AboveDetails;
  readonly exposure?: ExposureDetails;
  readonly interview?: InterviewDetails;
}

/** Freezes what a paper says. On a device, which has no names of its own, what is not known is ''. */
export function paperFacts(
  payload: NoticeIssued,
  problems: readonly Row[],
  units: { readonly unit: string; readonly coUnits: readonly string[] },
  by: { readonly id: string; readonly at: Instant; readonly deadlineAt: Instant },
  world: Pick<World, 'find' | 'paperBook'>,
): PaperFacts {
  const nameOf = (collection: string, id: string): string => {
    const row = id === '' ? null : world.find(collection, id);
    return row ? text(row, 'name') : '';
  };
  const book: PaperBook = world.paperBook?.(by.at) ?? EMPTY_BOOK;
  const [first] = problems;
  const source = first ? world.find('sources', text(first, 'source')) : null;
  const { above, exposure, interview } = payload;
  const sourceName = source ? text(source, 'name') || text(source, 'code') : '';
  const places = new Set(problems.map((each) => text(each, 'source'))).size;
  const placeOf = (row: Row): { readonly source?: string } => {
    const at = places > 1 ? world.find('sources', text(row, 'source')) : null;
    return at ? { source: text(at, 'name') || text(at, 'code') } : {};
  };
  return {
    issuer: book.issuer,
    mark: book.marks[SERIES_OF[payload.kind]] ?? '',
    addressee: payload.addressee.trim() || nameOf('units', units.unit) || sourceName,
    coUnits: units.coUnits.map((each) => nameOf('units', each)).filter((each) => each !== ''),
    source: sourceName,
    sourceKind: source ? text(source, 'kind') : '',
    town: first ? nameOf('grids', text(first, 'town')) : '',
    ...(places > 1 && { places }),
    points: problems.map((each) => ({ ...pointOf(each), ...placeOf(each) })),
    items: payload.items,
    basis: payload.basis,
    deadlineAt: by.deadlineAt,
    note: payload.note,
    by: nameOf('users', by.id),
    at: by.at,
    ...(above && { above }),
    ...(exposure && { exposure }),
    ...(interview && { interview }),
  };
}

function pointOf(row: Row): PaperPoint {
  return {
    no: text(row, 'no'),
    category: text(row, 'category'),
    severity: count(row, 'severity'),
    foundAt: count(row, 'foundAt'),
    lng: count(row, 'lng'),
    lat: count(row, 'lat'),
    note: text(row, 'note'),
    deadlineAt: count(row, 'deadlineAt'),
  };
}
