import { walkCases } from '../api/cases.ts';
import type { CaseWishes } from '../core/casework/case-wishes.ts';
import type { SheetCell, SheetColumn } from '../core/files/sheet.ts';
import type { ProblemRecord } from '../schema/records.ts';
import type { TableAnswer, TableFormat, TableRequest } from '../workers/table-protocol.ts';
import { asker } from './cases.svelte.ts';

export type ExportFormat = TableFormat;
export type ExportColumn = SheetColumn & { readonly value: (row: ProblemRecord) => SheetCell };

export interface ExportWishes {
  readonly format: ExportFormat;
  readonly wishes: CaseWishes;
  readonly columns: readonly ExportColumn[];
  readonly sheet: string;
  readonly about: { readonly sheet: string; readonly lines: readonly (readonly [string, string])[] };
}

/**
 * A file of exactly the rows and columns of the screen. Rows come by pages through the same door and rules as the list; a worker makes
 * the file, so that the page stays at hand.
 */
export class CaseExport {
  state = $state<'idle' | 'reading' | 'writing' | 'done' | 'cancelled' | 'error'>('idle');
  /** Rows read so far. */
  read = $state(0);
  #stop = new AbortController();

  /** The file; null when it was cancelled or could not be made. Never throws. */
  async run({ format, wishes, columns, sheet, about }: ExportWishes): Promise<Blob | null> {
    this.#stop = new AbortController();
    Object.assign(this, { state: 'reading', read: 0 });
    const worker = new Worker(new URL('../workers/table.worker.ts', import.meta.url), { type: 'module' });
    const tell = (request: TableRequest): void => worker.postMessage(request);
    const heads = columns.map(({ title, kind }) => ({ title, kind }));
    const { signal } = this.#stop;
    try {
      tell({ kind: 'begin', format, sheet, columns: heads, about });
      for await (const rows of walkCases(wishes, asker(), signal)) {
        tell({ kind: 'rows', rows: rows.map((row) => columns.map((each) => each.value(row))) });
        this.read += rows.length;
      }
      if (signal.aborted) return this.#end('cancelled');
      this.state = 'writing';
      const file = await answerOf(worker, signal, () => tell({ kind: 'end' }));
      if (file === null) return this.#end('cancelled');
      this.state = 'done';
      return file;
    } catch {
      return this.#end(signal.aborted ? 'cancelled' : 'error');
    } finally {
      worker.terminate();
    }
  }

  cancel(): void {
    this.#stop.abort();
  }

  #end(state: 'cancelled' | 'error'): null {
    this.state = state;
    return null;
  }
}

function answerOf(worker: Worker, signal: AbortSignal, ask: () => void): Promise<Blob | null> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(null));
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.addEventListener('message', ({ data }: MessageEvent<TableAnswer>) =>
      'file' in data ? resolve(data.file) : reject(new Error(data.error)),
    );
    ask();
  });
}
