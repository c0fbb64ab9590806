import { readCsv } from '../core/feeds/csv.ts';
import type { RawTable } from '../core/feeds/history-table.ts';
import { message } from '../core/message.ts';
import { err, ok, type Result } from '../core/result.ts';

export type Encoding = 'utf-8' | 'gb18030' | 'xlsx';

/** UTF-8 where the bytes allow it; else GB 18030, which holds GBK and GB 2312: what Chinese spreadsheets save as CSV. */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly encoding: Encoding } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('gb18030').decode(bytes), encoding: 'gb18030' };
  }
}

/** A table of a CSV (UTF-8 or GBK) or of the first sheet of an XLSX, told apart by content, not by name. Error: what is broken, and where. */
export async function openTable(file: Blob): Promise<Result<RawTable & { readonly encoding: Encoding }>> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes.length === 0) return err(message('admin_feed_empty'));
  // A zip archive: every XLSX is one. The old binary XLS is not read.
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return openSheet(file);
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) return err(message('admin_file_old_excel'));
  const { text, encoding } = decodeText(bytes);
  const table = readCsv(text);
  return table.ok ? ok({ ...table.value, encoding }) : table;
}

async function openSheet(file: Blob): Promise<Result<RawTable & { readonly encoding: Encoding }>> {
  try {
    const { readSheet } = await import('read-excel-file/browser');
    const [header, ...rows] = (await readSheet(file)) as unknown[][];
    if (!header) return err(message('admin_feed_empty'));
    return ok({ header: header.map((cell) => String(cell ?? '')), rows, encoding: 'xlsx' });
  } catch {
    return err(message('admin_file_broken_sheet'));
  }
}
