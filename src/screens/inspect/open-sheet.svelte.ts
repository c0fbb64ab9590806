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
    this.kind = kind;
  }

  register(place: { readonly lng: number; readonly lat: number }): void {
    this.place = place;
    this.kind = 'register';
  }

  readonly close = (): void => {
    this.kind = null;
  };
}
