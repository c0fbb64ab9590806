import { message, type Message } from '../message.ts';
import { err, ok, type Result } from '../result.ts';

export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads RFC 4180 text: comma, semicolon or tab (whichever the header has most of), quotes doubled inside quotes, BOM and
 * blank lines dropped. Errors name line and column: an open quote, text after a closing quote, a row with more cells than the header.
 */
export function readCsv(text: string): Result<CsvTable> {
  const source = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(source.slice(0, source.search(/\r?\n|$/)));
  const lines: string[][] = [];
  let line = 1;
  let lineStart = 0;
  let index = 0;
  let cells: string[] = [];
  const fail = (key: string, at = index): Result<CsvTable> =>
    err(message(key, { line, column: at - lineStart + 1 } satisfies Message['params']));
  const endRow = (): void => {
    if (cells.length > 1 || cells[0] !== '') lines.push(cells);
    cells = [];
  };
  while (index <= source.length) {
    let cell: string;
    if (source[index] === '"') {
      const opened = index;
      let end = index + 1;
      let content = '';
      for (;;) {
        const quote = source.indexOf('"', end);
        if (quote < 0) return fail('admin_feed_csv_quote', opened);
        content += source.slice(end, quote);
        end = quote + 1;
        if (source[end] !== '"') break;
        content += '"';
        end += 1;
      }
      cell = content;
      index = end;
      const next = source[index];
      if (next !== undefined && next !== separator && next !== '\n' && next !== '\r')
        return fail('admin_feed_csv_after_quote');
    } else {
      let end = index;
      while (end < source.length && source[end] !== separator && source[end] !== '\n' && source[end] !== '\r')
        end += 1;
      cell = source.slice(index, end).trim();
      index = end;
    }
    cells.push(cell);
    if (source[index] === separator) {
      index += 1;
      continue;
    }
    const header = lines[0];
    if (header && cells.length > header.length) return fail('admin_feed_csv_wide', lineStart);
    endRow();
    if (index >= source.length) break;
    index += source[index] === '\r' && source[index + 1] === '\n' ? 2 : 1;
    line += 1;
    lineStart = index;
  }
  const [header, ...rows] = lines;
  return header ? ok({ header, rows }) : err(message('admin_feed_empty'));
}

function separatorOf(header: string): string {
  const count = (each: string): number => header.split(each).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best));
}
