import { isOffline } from '../api/fetch-json.ts';
import { refusalReason, sendHistoryPiece, undoImport } from '../api/imports.ts';
import { openTable, type Encoding } from '../api/imports-file.ts';
import {
  guessMapping,
  mappingProblems,
  previewTable,
  type RawTable,
  type TableMapping,
} from '../core/feeds/history-table.ts';
import type { Refusal } from '../core/feeds/feed-row.ts';
import { message, type Message } from '../core/message.ts';
import { newId } from '../offline/event-draft.ts';
import { city } from './city.svelte.ts';

const PIECE = 4_000;

/** An import of hourly history: a file, how it is read, what would happen, and how far it has come. */
export class HistoryImport {
  name = $state('');
  table = $state.raw<(RawTable & { readonly encoding: Encoding }) | null>(null);
  mapping = $state.raw<TableMapping | null>(null);
  /** The file or the network, in a message. */
  failure = $state.raw<Message | null>(null);
  /** Rows sent of all rows; null = nothing is being sent. */
  progress = $state.raw<{ readonly sent: number; readonly all: number } | null>(null);
  done = $state.raw<{ accepted: number; duplicates: number; corrected: number; refused: number } | null>(
    null,
  );
  batch = $state('');
  undone = $state(false);

  readonly problems = $derived(this.mapping ? mappingProblems(this.mapping) : []);
  /** What every row would become; the dry run. */
  readonly preview = $derived.by(() => {
    if (!this.table || !this.mapping || this.problems.length > 0) return null;
    const stations = new Map(
      city.data.stations.flatMap((each) => [
        [each.name, each.id] as const,
        [each.code, each.id] as const,
        [each.id, each.id] as const,
      ]),
    );
    const preview = previewTable(this.table, this.mapping, { stations, now: Date.now() }, 8);
    return preview.ok ? preview.value : null;
  });
  readonly refused = $derived<readonly Refusal[]>(this.preview?.checked.refused ?? []);

  /** Opens a file and guesses how it is to be read. Never throws. */
  async open(file: File): Promise<void> {
    Object.assign(this, {
      name: file.name,
      table: null,
      mapping: null,
      failure: null,
      done: null,
      batch: '',
      undone: false,
    });
    const opened = await openTable(file);
    if (!opened.ok) {
      this.failure = opened.error;
      return;
    }
    this.table = opened.value;
    this.mapping = guessMapping(opened.value);
  }

  change(patch: Partial<TableMapping>): void {
    if (this.mapping) this.mapping = { ...this.mapping, ...patch };
  }

  /** Sends what the preview shows, piece by piece; after a cut, again: what arrived already counts as a duplicate. Never throws. */
  async run(): Promise<void> {
    const rows = this.preview?.checked.rows;
    if (!rows || this.progress) return;
    this.batch ||= newId();
    this.failure = null;
    const total = {
      accepted: 0,
      duplicates: 0,
      corrected: 0,
      refused: new Set(this.refused.map((each) => each.row)).size,
    };
    this.progress = { sent: 0, all: rows.length };
    try {
      for (let from = 0; from < rows.length; from += PIECE) {
        const piece = rows.slice(from, from + PIECE);
        const answer = await sendHistoryPiece(this.batch, this.name, piece);
        total.accepted += answer.accepted;
        total.duplicates += answer.duplicates;
        total.corrected += answer.corrected;
        total.refused += answer.refused.length;
        this.progress = { sent: from + piece.length, all: rows.length };
      }
      this.done = total;
    } catch (error) {
      this.failure = refusalReason(error) ?? message(isOffline(error) ? 'admin_offline' : 'admin_failed');
    }
    this.progress = null;
  }

  async undo(): Promise<void> {
    try {
      await undoImport(this.batch, 'file');
      this.undone = true;
    } catch (error) {
      this.failure = refusalReason(error) ?? message(isOffline(error) ? 'admin_offline' : 'admin_failed');
    }
  }
}
