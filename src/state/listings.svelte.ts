import { fetchRedBlack } from '../api/escalation.ts';
import { sendEvent } from '../api/events.ts';
import { isForbidden } from '../api/fetch-json.ts';
import { fetchListings } from '../api/listings.ts';
import { listen } from '../api/realtime.ts';
import type { PeriodSpan, RedBlackFigures } from '../core/escalation/listing-kinds.ts';
import { draftEvent } from '../offline/event-draft.ts';
import type { SourceKind } from '../core/sources/source-kinds.ts';
import type { ListingRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';
import { makeRow } from './make-row.ts';

/** Published red-black lists, kept up to date while they are followed, and the figures of a period that is not published. */
export class Listings {
  state = $state<LoadState>('loading');
  rows = $state.raw<readonly ListingRecord[]>([]);
  /** How the figures of the period that is looked at are coming. */
  figuresState = $state<LoadState>('idle');
  figures = $state.raw<RedBlackFigures | null>(null);
  #asked = 0;
  #askedFigures = 0;

  follow(): () => void {
    void this.load();
    const again = () => void this.load();
    const stop = listen('listings/*', again, again);
    return () => {
      this.#asked++;
      stop();
    };
  }

  /** Asks again; what was on the screen stays until the answer. Never throws. */
  async load(): Promise<void> {
    const mine = ++this.#asked;
    try {
      const rows = await fetchListings();
      if (mine === this.#asked) Object.assign(this, { rows, state: 'ready' });
    } catch (error) {
      if (mine === this.#asked && this.state !== 'ready')
        this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }

  /** Lists of a period and kind of place, newest first: at most one stands, the others were withdrawn. */
  of({ fromAt, untilAt }: PeriodSpan, kind: string): readonly ListingRecord[] {
    return this.rows.filter(
      (each) => each.fromAt === fromAt && each.untilAt === untilAt && each.kind === kind,
    );
  }

  /** Counts a period as it stands now. Never throws. */
  async count({ fromAt, untilAt }: PeriodSpan, kind: string): Promise<void> {
    const mine = ++this.#askedFigures;
    Object.assign(this, { figures: null, figuresState: 'loading' });
    try {
      const figures = await fetchRedBlack(fromAt, untilAt, kind);
      if (mine === this.#askedFigures) Object.assign(this, { figures, figuresState: 'ready' });
    } catch (error) {
      if (mine === this.#askedFigures) this.figuresState = isForbidden(error) ? 'forbidden' : 'error';
    }
  }

  /** Publishes the figures that are shown. Throws EventRefused or the SDK's error. */
  async publish(span: PeriodSpan, kind: SourceKind | '', isPublic: boolean, note: string): Promise<void> {
    if (!this.figures) return;
    await makeRow('listing.published', { ...span, kind, isPublic, figures: this.figures, note });
    await this.load();
  }

  /** Throws EventRefused or the SDK's error. */
  async withdraw(row: ListingRecord, reason: string): Promise<void> {
    await sendEvent(draftEvent('listing.withdrawn', row.id, { reason }, { seen: row.rev }));
    await this.load();
  }
}
