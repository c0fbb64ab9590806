import writeXlsx from 'write-excel-file/browser';
import { BYTE_ORDER_MARK, csvLine } from '../core/files/csv.ts';
import { instantText, type SheetCell, type SheetColumn } from '../core/files/sheet.ts';
import { exhaustive } from '../core/exhaustive.ts';
import type { TableAnswer, TableRequest } from './table-protocol.ts';

type Begin = Extract<TableRequest, { kind: 'begin' }>;
type Cell = {
  readonly value: string | number | Date;
  readonly type: unknown;
  readonly format?: string;
} | null;

const CHINA_MS = 8 * 3_600_000;

let begun: Begin | null = null;
let lines: string[] = [];
let rows: Cell[][] = [];

self.addEventListener('message', (event: MessageEvent<TableRequest>) => {
  void take(event.data).catch((error: unknown) => answer({ error: String(error) }));
});

async function take(request: TableRequest): Promise<void> {
  switch (request.kind) {
    case 'begin':
      begun = request;
      lines = request.format === 'csv' ? [csvLine(request.columns.map((each) => each.title))] : [];
      rows = [];
      return;
    case 'rows':
      for (const row of request.rows) {
        if (begun?.format === 'json') lines.push(jsonLine(row, begun.columns));
        else if (begun?.format === 'csv') lines.push(csvLine(row.map((cell, at) => plain(cell, at))));
        else rows.push(row.map((cell, at) => typed(cell, begun?.columns[at])));
      }
      return;
    case 'end':
      if (!begun) throw new Error('nothing begun');
      return answer({ file: await fileOf(begun) });
    default:
      return exhaustive(request);
  }
}

async function fileOf(table: Begin): Promise<Blob> {
  switch (table.format) {
    case 'csv':
      return csvFile();
    case 'json':
      return jsonFile();
    case 'xlsx':
      return xlsxFile(table);
    default:
      return exhaustive(table.format);
  }
}

function jsonLine(row: readonly SheetCell[], columns: readonly SheetColumn[]): string {
  return JSON.stringify(Object.fromEntries(columns.map(({ title }, at) => [title, row[at] ?? ''])));
}

function jsonFile(): Blob {
  const file = new Blob(['{"cases":[\n', lines.join(',\n'), '\n]}\n'], { type: 'application/json' });
  lines = [];
  return file;
}

function plain(cell: SheetCell, at: number): SheetCell {
  return begun?.columns[at]?.kind === 'instant' && typeof cell === 'number' ? instantText(cell) : cell;
}

/** Typed cells: a formula is never written, whatever a text begins with. */
function typed(cell: SheetCell, column: SheetColumn | undefined): Cell {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'string') return { value: cell, type: String };
  if (column?.kind !== 'instant') return { value: cell, type: Number };
  // A sheet knows no time zones: the cell shows the clock of Beijing.
  return { value: new Date(cell + CHINA_MS), type: Date, format: 'yyyy-mm-dd hh:mm' };
}

function csvFile(): Blob {
  const file = new Blob([BYTE_ORDER_MARK, ...lines], { type: 'text/csv;charset=utf-8' });
  lines = [];
  return file;
}

async function xlsxFile({ columns, sheet, about }: Begin): Promise<Blob> {
  const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' as const });
  const told = about.lines.map(([name, value]) => [bold(name), { value, type: String }]);
  const sheets = [
    { data: told, sheet: about.sheet, columns: [{ width: 16 }, { width: 60 }] },
    {
      data: [columns.map((each) => bold(each.title)), ...rows],
      sheet,
      columns: columns.map((each) => ({ width: each.kind === 'text' ? 20 : 17 })),
      stickyRowsCount: 1,
    },
  ];
  rows = [];
  return writeXlsx(sheets as never).toBlob();
}

function answer(message: TableAnswer): void {
  postMessage(message);
}
