import type { ReductionState } from '../../core/response/reduction-lines.ts';
import { DEFAULT_MEASURES } from '../../core/response/reduction-measures.ts';
import type { AskedMeasure } from '../../core/response/response-kinds.ts';
import type { SourceKind } from '../../core/sources/source-kinds.ts';
import { city } from '../../state/city.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { name } from '../../text/say.ts';
import type { Tone } from '../../ui/Chip.svelte';

export const REDUCTION_TONES: Readonly<Record<ReductionState, Tone>> = {
  breach: 'danger',
  unchecked: 'warn',
  checked: 'ok',
};

/** What is asked, in the office's own words where it has some. */
export function measureWords(measures: readonly AskedMeasure[]): string {
  return measures.map(({ code, text }) => text || knownWords(code)).join(m.ui_semicolon());
}

/** What the source is called; one that this person does not see is called by its kind. */
export function sourceWords(source: string, kind: SourceKind): string {
  const row = city.sourceById.get(source);
  if (!row) return name('trade_kind', kind);
  return row.name || `${name('trade_kind', row.kind)} ${row.code}`;
}

function knownWords(code: string): string {
  return DEFAULT_MEASURES.some((each) => each.code === code) ? name('trade_measure', code) : code;
}
