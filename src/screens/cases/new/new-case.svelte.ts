import { isHearsay, type OfficeOrigin } from '../../../core/casework/office-origins.ts';
import type { ProblemFound } from '../../../core/casework/payloads.ts';
import type { PinReason } from '../../../core/casework/pin-reasons.ts';
import type { Place } from '../../../core/casework/place.ts';
import type { Severity } from '../../../core/casework/problem-states.ts';
import type { LngLat } from '../../../core/units.ts';
import { draftEvent, newId } from '../../../offline/event-draft.ts';
import { proofEntry, sendProofs, type StepEnd } from '../../../state/case-steps.ts';
import { categorySet } from '../../../state/category-set.svelte.ts';
import { city } from '../../../state/city.svelte.ts';
import type { SheetPhoto } from '../../../state/inspect-actions.ts';
import { fieldTime, instantOfField } from '../../china-field.ts';

/** A case that the office records from what it saw on a camera or was told. */
export class NewCase {
  origin = $state<OfficeOrigin>('camera');
  category = $state('');
  severity = $state<'1' | '2' | '3'>('1');
  /** Id of a listed source; '' = it is not listed. */
  source = $state('');
  /** Where the map was pressed; null = at the source. */
  pin = $state.raw<LngLat | null>(null);
  /** A date field in Beijing time. */
  found = $state('');
  note = $state('');
  photos = $state.raw<readonly SheetPhoto[]>([]);
  linked = $state('');

  readonly listed = $derived(city.sourceById.get(this.source) ?? null);
  readonly rule = $derived(categorySet.ruleOf(this.category));
  readonly photosAsked = $derived(isHearsay(this.origin) ? 0 : this.rule.photosBefore);
  readonly place = $derived.by<Place | null>(() => {
    const at = this.pin ?? this.listed;
    if (!at) return null;
    return { lng: at.lng, lat: at.lat, accuracyM: null, by: 'pin', reason: 'office' satisfies PinReason };
  });
  readonly foundAt = $derived(instantOfField(this.found));
  readonly complete = $derived(
    this.category !== '' &&
      this.place !== null &&
      this.foundAt !== null &&
      this.photos.length >= this.photosAsked,
  );
  readonly begun = $derived(
    this.category !== '' || this.note.trim() !== '' || this.photos.length > 0 || this.pin !== null,
  );

  constructor(now: number) {
    this.found = fieldTime(now);
  }

  choose(source: string): void {
    this.source = source;
    this.pin = null;
  }

  /**
   * Through the one door; a source that is not listed is registered first, where it is not hearsay. Answers the case's id. Throws
   * EventRefused with the server's reason; then nothing that was filled in is lost.
   */
  async send(now: number): Promise<{ readonly problem: string; readonly end: StepEnd }> {
    const place = this.place!;
    if (this.source === '' && !isHearsay(this.origin)) {
      const id = newId();
      const source = { kind: 'unnamed', name: '', place, note: '' } as const;
      await sendProofs([{ draft: draftEvent('source.registered', id, source) }]);
      // A second try goes on with the source that is there now.
      this.source = id;
      this.pin = { lng: place.lng, lat: place.lat };
    }
    const payload: ProblemFound = {
      category: this.category,
      severity: Number(this.severity) as Severity,
      origin: this.origin,
      source: this.source,
      task: null,
      place,
      foundAt: Math.min(this.foundAt ?? now, now),
      note: this.note.trim(),
      ...(this.linked === '' ? {} : { linked: this.linked }),
    };
    const problem = newId();
    const proofs = [{ photos: this.photos, phase: 'before' as const }];
    const entry = proofEntry('problem.found', { id: problem, rev: 0 }, () => payload, proofs);
    return { problem, end: await sendProofs([entry]) };
  }
}
