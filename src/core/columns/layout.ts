/**
 * One problem as 32 bytes, big-endian, so that the server's SQL and the browser's decoder share one truth.
 * The tables and triggers behind it are in `table-sql.ts`; the decoder is `codec.ts`.
 *
 *  byte  type    field
 *   0    Uint32  x         round((lng + 180) · 1e6)
 *   4    Uint32  y         round((lat + 90) · 1e6)
 *   8    Uint32  opened    foundAt, unix s
 *  12    Uint32  closed    closedAt, unix s; 0 = not closed
 *  16    Uint8   category  number of the category code in `column_keys`, 0 = none
 *  17    Uint8   bits      severity | handling << 2 | state << 4
 *  18    Uint8   town      number of the town's id in `column_keys`, 0 = none
 *  19    Uint8   unit      number of the unit's id in `column_keys`, 0 = none
 *  20    Uint32  source    number of the source's id in `column_keys`, 0 = none
 *  24    Uint32  row       number of the problem's id in `column_keys`, 1 …
 *  28    Uint32  change    counter; a changed problem comes again with a higher one
 *
 * Records are sent in ascending `change`; a client asks for `change > since`.
 * GET /api/sf/columns?since=N answers the records; GET /api/sf/columns/keys answers
 * {"category": [[n, key]…], "town": […], "unit": […]} and, with ?rows=1,2,3 (at most 200), {"problem": [[row, id]…]}.
 */
export const RECORD_BYTES = 32;

/** Order is part of the layout: append only. 15 stands for a state that is not listed. */
export const COLUMN_STATES = [
  'found',
  'fixed_on_spot',
  'assigned',
  'closed',
  'void',
  'accepted',
  'rectifying',
  'submitted',
  're_inspected',
  'returned',
  'suspended',
  'ownership_disputed',
] as const;

/** Order is part of the layout. */
export const COLUMN_HANDLINGS = ['undecided', 'fixed_on_spot', 'assigned'] as const;

export const STATE_CLOSED = 3;
export const STATE_VOID = 4;
export const STATE_OTHER = 15;
export const HANDLING_UNDECIDED = 0;
export const HANDLING_ON_SPOT = 1;
export const HANDLING_ASSIGNED = 2;

/** The record of one row of `problem_columns` as 64 hex digits; four 64-bit words, since each conversion costs. */
export const columnsSqlHex =
  "printf('%016X%016X%016X%016X'," +
  '(x<<32)|y,' +
  '(opened<<32)|closed,' +
  '(category<<56)|(bits<<48)|(town<<40)|(unit<<32)|source,' +
  '("row"<<32)|change)';

/**
 * One chunk of the answer: parameters {:since} and {:limit}; columns b (bytes), last (highest change), n (rows, 0 = done).
 * Ask again with since = last.
 */
export const columnsSqlChunk =
  `SELECT unhex(group_concat(${columnsSqlHex},'')) b, COALESCE(max(change),0) last, count(*) n ` +
  'FROM (SELECT * FROM problem_columns WHERE change > {:since} ORDER BY change LIMIT {:limit})';
