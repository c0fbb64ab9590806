import { readFileSync } from 'node:fs';
import { readSheet } from 'read-excel-file/node';
import { readCsv } from '../core/feeds/csv.ts';
import type { RawTable } from '../core/feeds/history-table.ts';
import { message } from '../core/message.ts';
import { err, ok, type Result } from '../core/result.ts';

/** Reads a table from a file: XLSX (first sheet, first row is the header) or CSV in UTF-8 or GBK. Throws when there is no such file. */
export async function readTable(path: string): Promise<Result<RawTable>> {
  const bytes = readFileSync(path);
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return readCsv(decodeText(bytes));
  const [header, ...rows] = (await readSheet(path)) as unknown[][];
  if (!header) return err(message('admin_feed_empty'));
  return ok({ header: header.map((cell) => String(cell ?? '')), rows });
}

/** UTF-8 where the bytes allow it; else GB 18030, which holds GBK and GB 2312: what Chinese spreadsheets save as CSV. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
