import { MAX_ACCURACY_M, type Place } from '../../core/casework/place.ts';
import type { PhotoTaken } from '../../core/casework/photo-taken.ts';
import type { Message } from '../../core/message.ts';
import { findFindingDraft, type DraftPhoto, type FindingDraft } from '../../offline/finding-draft.ts';
import { newId } from '../../offline/event-draft.ts';
import { refusedFinding } from '../../offline/refused-finding.ts';
import { categorySet } from '../../state/category-set.svelte.ts';
import type { SheetPhoto } from '../../state/inspect-actions.ts';
import type { FailedItem } from './check-draft.svelte.ts';
import { PlaceDraft } from './place-draft.svelte.ts';
import { refusedField, saidIn, type Fault, type Needed } from './refused-field.ts';

/** A finding that is being filled in. What was begun at a source by a person is on the device and comes back when the sheet does. */
export class FindingForm {
  readonly place = new PlaceDraft();
  before = $state.raw<readonly SheetPhoto[]>([]);
  after = $state.raw<readonly SheetPhoto[]>([]);
  /** What was filmed; never in the place of a photo. */
  clip = $state.raw<SheetPhoto | null>(null);
  category = $state<string | null>(null);
  severity = $state<FindingDraft['severity']>('1');
  handling = $state<FindingDraft['handling']>('to_assign');
  note = $state('');
  /** An earlier problem that this is said to be the same as; '' = none. */
  linked = $state('');
  /** Another source than the one that was recorded, while it is put right; '' = that one. */
  about = $state('');
  /** Why the server refused it, while it is put right; null for a new one. */
  refusal = $state.raw<Message | null>(null);
  /** What was refused, as it was recorded. */
  #refused = $state.raw<FindingDraft | null>(null);
  /** False until it is known whether something was begun before. */
  ready = $state(false);

  /** Whether there is anything that closing could lose. */
  readonly begun = $derived(
    this.before.length > 0 ||
      this.after.length > 0 ||
      this.clip !== null ||
      this.category !== null ||
      this.note.trim() !== '',
  );

  /** What the category has to show; before one is chosen, what every category has to. */
  readonly rule = $derived(categorySet.ruleOf(this.category ?? ''));

  /** Where the picture after was taken, at the shutter; a point that was pinned by hand is where the pin is. Null while it is not known well enough. */
  readonly fixedAt = $derived.by<Place | null>(() => {
    if (this.place.pin) return this.place.place;
    const taken = this.after.at(-1)?.taken;
    if (!taken || taken.lng === null || taken.lat === null || taken.accuracyM === null) return null;
    if (taken.accuracyM > MAX_ACCURACY_M) return null;
    return { lng: taken.lng, lat: taken.lat, accuracyM: taken.accuracyM, by: 'gps', reason: '' };
  });

  /** The first thing that is still missing; null when it can be stored. */
  readonly missing = $derived.by<Needed | null>(() => {
    if (this.before.length === 0) return 'photo';
    // The edition of the one that was chosen may have ended since.
    if (this.category === null || !categorySet.codes.includes(this.category)) return 'category';
    if (this.before.length < this.rule.photosBefore) return 'photo';
    if (this.handling === 'on_spot' && this.after.length < this.rule.photosAfter) return 'after';
    if (this.place.place === null) return 'place';
    return this.handling === 'on_spot' && this.fixedAt === null ? 'after_place' : null;
  });

  /** The field that the server's reason speaks of, until something else stands in it; null = none, or changed since. */
  readonly fault = $derived.by<Fault | null>(() => {
    const at = this.refusal && refusedField(this.refusal);
    if (!at || !this.#refused) return null;
    // Too far from the one source may be near another.
    if (this.refusal?.key === 'server_place_far' && this.about !== '') return null;
    return saidIn(at, this.draft('', '', 0)) === saidIn(at, this.#refused) ? at : null;
  });

  /**
   * Starts empty, goes on with a draft, or takes up what was refused; answers which. `about`: the source; with `refusal` the refused
   * event.
   */
  async begin(
    author: string,
    about: string,
    refusal: Message | null = null,
  ): Promise<'empty' | 'draft' | 'refused'> {
    this.clear();
    const kept = await findFindingDraft(author, about);
    this.#refused = refusal && (await refusedFinding(author, about));
    this.refusal = refusal;
    // Put right in another window meanwhile.
    if (refusal && !this.#refused) return 'empty';
    const draft = kept ?? this.#refused;
    if (draft) {
      this.before = draft.before.map(toSheet);
      this.after = draft.after.map(toSheet);
      this.clip = draft.clip ? toSheet(draft.clip) : null;
      this.category = draft.category;
      this.severity = draft.severity;
      this.handling = draft.handling;
      this.note = draft.note;
      this.linked = draft.linked ?? '';
      this.about = draft.about ?? '';
      this.place.restore(draft.pin, draft.pinReason, draft.fix);
    }
    this.place.begin();
    this.ready = true;
    return kept ? 'draft' : draft ? 'refused' : 'empty';
  }

  /** Puts it at another source; '' = where it was recorded. What it was linked to was a problem of the other one. */
  moveTo(source: string): void {
    if (source !== this.about) this.linked = '';
    this.about = source;
  }

  /** Begins with what a failing item of the form says already: nobody photographs or chooses twice (feature 0.07). */
  takeOver({ category, photos }: FailedItem): void {
    if (category !== null && categorySet.codes.includes(category)) this.category = category;
    // Pictures of the finding as well as of the item, each with an id of its own.
    this.before = photos.map((each) => ({
      ...each,
      id: newId(),
      url: URL.createObjectURL(each.prepared.bytes),
    }));
  }

  draft(author: string, about: string, savedAt: number): FindingDraft {
    return {
      author,
      source: about,
      savedAt,
      category: this.category,
      severity: this.severity,
      handling: this.handling,
      note: this.note,
      pin: this.place.pin,
      pinReason: this.place.why,
      // A finding that is taken up again later is measured where its author stands then; one that was made stays where it was.
      ...(this.refusal ? { fix: this.place.fix } : {}),
      linked: this.linked,
      ...(this.about === '' ? {} : { about: this.about }),
      before: this.before.map(toStore),
      after: this.after.map(toStore),
      clip: this.clip && toStore(this.clip),
    };
  }

  clear(): void {
    for (const photo of [...this.before, ...this.after, ...(this.clip ? [this.clip] : [])])
      URL.revokeObjectURL(photo.url);
    this.before = [];
    this.after = [];
    this.clip = null;
    this.category = null;
    this.severity = '1';
    this.handling = 'to_assign';
    this.note = '';
    this.linked = this.about = '';
    this.refusal = this.#refused = null;
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
