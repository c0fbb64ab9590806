import {
  fetchCategories,
  fetchPhotoUrls,
  listenCases,
  listenEvents,
  type CategoryEntry,
} from '../api/cases.ts';
import { sendEvent } from '../api/events.ts';
import { isForbidden } from '../api/fetch-json.ts';
import { fetchCase, fetchProblems } from '../api/problem-cases.ts';
import { fetchNames } from '../api/names.ts';
import type { EventType } from '../core/casework/events.ts';
import type { Payload } from '../core/casework/payloads.ts';
import { draftEvent } from '../offline/event-draft.ts';
import type { EventRecord, PhotoRecord, ProblemRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';

/** Photos follow their event within seconds on a good line. */
const PENDING_EVERY_MS = 5000;

type ProblemEvent = Extract<EventType, `problem.${string}`>;

/** One case with its story, photos and the catalogue that proposes what to do; kept up to date while it is followed. */
export class OneCase {
  readonly id: string;
  state = $state<LoadState>('loading');
  problem = $state.raw<ProblemRecord | null>(null);
  events = $state.raw<readonly EventRecord[]>([]);
  photos = $state.raw<readonly PhotoRecord[]>([]);
  urls = $state.raw<ReadonlyMap<string, { readonly small: string; readonly whole: string }>>(new Map());
  /** Numbers of the cases that this one was merged with or taken for. */
  numbers = $state.raw<ReadonlyMap<string, string>>(new Map());
  names = $state.raw<ReadonlyMap<string, string>>(new Map());
  catalogue = $state.raw<{ readonly version: string; readonly entries: readonly CategoryEntry[] } | null>(
    null,
  );

  readonly category = $derived(
    this.catalogue?.entries.find((each) => each.code === this.problem?.category) ?? null,
  );
  /** Photos that events name and whose bytes have not arrived. */
  readonly photosPending = $derived(
    this.events
      .flatMap((each) => each.photos ?? [])
      .filter((ref) => !this.photos.some((photo) => photo.id === ref.id)).length,
  );

  #asked = 0;

  constructor(id: string) {
    this.id = id;
  }

  /** Loads and follows until the returned function is called. */
  follow(): () => void {
    void this.load();
    void this.#loadCatalogue();
    const again = () => void this.load();
    const stops = [
      listenCases((problem) => problem.id === this.id && again(), again),
      listenEvents(this.id, again),
    ];
    // No event tells that the bytes of a photo have come.
    const timer = setInterval(() => {
      if (this.photosPending > 0) again();
    }, PENDING_EVERY_MS);
    return () => {
      this.#asked++;
      clearInterval(timer);
      for (const stop of stops) stop();
    };
  }

  /** Asks again; what was on the screen stays until the answer. Never throws. */
  async load(): Promise<void> {
    const mine = ++this.#asked;
    try {
      const { problem, events, photos } = await fetchCase(this.id);
      if (mine !== this.#asked) return;
      Object.assign(this, { problem, events, photos, state: 'ready' });
      const urls = await fetchPhotoUrls(photos);
      if (mine !== this.#asked) return;
      this.urls = urls;
      const people = [...new Set([...events.map((each) => each.actor), problem.foundBy])].filter(Boolean);
      this.names = await fetchNames(people);
      const { mergedInto, linked, relapseOf, absorbed } = problem;
      const others = [mergedInto, linked, relapseOf, ...(absorbed ?? '').split(' ')].filter(Boolean);
      if (others.length > 0)
        this.numbers = new Map((await fetchProblems(others)).map((each) => [each.id, each.no]));
    } catch (error) {
      if (mine === this.#asked && !this.problem) this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }

  /** Asks again and answers how the case is now; null when it could not be read. */
  async again(): Promise<ProblemRecord | null> {
    await this.load();
    return this.problem;
  }

  /** Sends a step of this case through the one door. Throws EventRefused or the SDK's error. */
  async send<T extends ProblemEvent>(type: T, payload: Payload<T>): Promise<void> {
    await sendEvent(draftEvent(type, this.id, payload, { seen: this.problem?.rev ?? 0 }));
    await this.load();
  }

  async #loadCatalogue(): Promise<void> {
    try {
      this.catalogue = await fetchCategories(Date.now());
    } catch {
      // Without the catalogue nothing is preselected; the dispatcher chooses.
    }
  }
}
