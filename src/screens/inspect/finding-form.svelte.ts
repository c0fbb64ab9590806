import type { PhotoTaken } from '../../core/casework/photo-taken.ts';
import { findFindingDraft, type DraftPhoto, type FindingDraft } from '../../offline/finding-draft.ts';
import { categorySet } from '../../state/category-set.svelte.ts';
import type { SheetPhoto } from '../../state/inspect-actions.ts';
import { PlaceDraft } from './place-draft.svelte.ts';

/** What a finding cannot be stored without, in the order in which it is asked for. */
export const NEEDED = ['photo', 'category', 'after', 'place'] as const;
export type Needed = (typeof NEEDED)[number];

/** A finding that is being filled in. What was begun at a source by a person is on the device and comes back when the sheet does. */
export class FindingForm {
  readonly place = new PlaceDraft();
  before = $state.raw<readonly SheetPhoto[]>([]);
  after = $state.raw<readonly SheetPhoto[]>([]);
  category = $state<string | null>(null);
  severity = $state<FindingDraft['severity']>('1');
  handling = $state<FindingDraft['handling']>('to_assign');
  note = $state('');
  /** An earlier problem that this is said to be the same as; '' = none. */
  linked = $state('');
  /** False until it is known whether something was begun before. */
  ready = $state(false);

  /** Whether there is anything that closing could lose. */
  readonly begun = $derived(
    this.before.length > 0 || this.after.length > 0 || this.category !== null || this.note.trim() !== '',
  );

  /** What the category has to show; before one is chosen, what every category has to. */
  readonly rule = $derived(categorySet.ruleOf(this.category ?? ''));

  /** The first thing that is still missing; null when it can be stored. */
  readonly missing = $derived.by<Needed | null>(() => {
    if (this.before.length === 0) return 'photo';
    if (this.category === null) return 'category';
    if (this.before.length < this.rule.photosBefore) return 'photo';
    if (this.handling === 'on_spot' && this.after.length < this.rule.photosAfter) return 'after';
    return this.place.place === null ? 'place' : null;
  });

  /** Starts empty, or goes on with the draft; true when there was one. */
  async begin(author: string, source: string): Promise<boolean> {
    this.clear();
    const draft = await findFindingDraft(author, source);
    if (draft) {
      this.before = draft.before.map(toSheet);
      this.after = draft.after.map(toSheet);
      this.category = draft.category;
      this.severity = draft.severity;
      this.handling = draft.handling;
      this.note = draft.note;
      this.place.restore(draft.pin, draft.pinReason);
    }
    this.place.begin();
    this.ready = true;
    return draft !== null;
  }

  draft(author: string, source: string, savedAt: number): FindingDraft {
    return {
      author,
      source,
      savedAt,
      category: this.category,
      severity: this.severity,
      handling: this.handling,
      note: this.note,
      pin: this.place.pin,
      pinReason: this.place.why,
      before: this.before.map(toStore),
      after: this.after.map(toStore),
    };
  }

  clear(): void {
    for (const photo of [...this.before, ...this.after]) URL.revokeObjectURL(photo.url);
    this.before = [];
    this.after = [];
    this.category = null;
    this.severity = '1';
    this.handling = 'to_assign';
    this.note = '';
    this.linked = '';
    this.ready = false;
    this.place.reset();
  }
}

function toStore({ id, prepared, taken }: SheetPhoto): DraftPhoto {
  return { id, ...prepared, taken: { ...taken } };
}

function toSheet({ id, taken, ...prepared }: DraftPhoto): SheetPhoto {
  return { id, prepared, taken: taken as unknown as PhotoTaken, url: URL.createObjectURL(prepared.bytes) };
}
