import type { ProblemFound } from '../../core/casework/payloads.ts';
import type { OutboxItem } from '../../offline/outbox-store.ts';

export const SHEETS = [
  'check',
  'finding',
  'other',
  'source',
  'outbox',
  'register',
  'handheld',
  'notice',
] as const;
export type Sheet = (typeof SHEETS)[number];
/** The sheets that are about one source. */
export type SourceSheetKind = 'check' | 'finding' | 'other' | 'source';

/** Which sheet lies over the tablet's page, and what it is about. */
export class OpenSheet {
  kind = $state<Sheet | null>(null);
  /** The task may be re-sent meanwhile; a finding never moves to another source under one's hands. */
  about = $state.raw<{ readonly source: string; readonly task: string | null } | null>(null);
  /** What the server refused and is put right in the form. */
  refused = $state.raw<OutboxItem | null>(null);
  /** Where the map was tapped to register a source. */
  place = $state.raw<{ readonly lng: number; readonly lat: number } | null>(null);

  /** What was just found and is to get a notice. */
  finding = $state.raw<{
    readonly problem: string;
    readonly source: string;
    readonly category: string;
  } | null>(null);

  notice(problem: string, source: string, category: string): void {
    this.finding = { problem, source, category };
    this.kind = 'notice';
  }

  show(kind: SourceSheetKind, source: string, task: string | null): void {
    this.about = { source, task };
    this.refused = null;
    this.kind = kind;
  }

  /** Takes a refused finding back into its form. */
  correct(refused: OutboxItem): void {
    const { source, task } = JSON.parse(refused.draft.payload) as ProblemFound;
    this.about = { source, task };
    this.refused = refused;
    this.kind = 'finding';
  }

  /** What is put right was found at another source. */
  moveTo(source: string): void {
    this.about = { source, task: this.about?.task ?? null };
  }

  register(place: { readonly lng: number; readonly lat: number }): void {
    this.place = place;
    this.kind = 'register';
  }

  readonly close = (): void => {
    // Whoever put something right came from the outbox and sees there what becomes of it.
    this.kind = this.refused ? 'outbox' : null;
    this.refused = null;
  };
}
