import { fetchDirectives, fetchExposures, fetchSteps } from '../api/escalation.ts';
import { sendEvent } from '../api/events.ts';
import { fetchCatalogue } from '../api/catalogues.ts';
import { isForbidden } from '../api/fetch-json.ts';
import { listen } from '../api/realtime.ts';
import type { EventType } from '../core/casework/events.ts';
import type { Payload } from '../core/casework/payloads.ts';
import { DEFAULT_LADDERS, LADDER_CATALOGUE, type LadderBook } from '../core/escalation/ladder.ts';
import { readLadders } from '../core/escalation/read-ladders.ts';
import { draftEvent } from '../offline/event-draft.ts';
import type { DirectiveRecord, EscalationRecord, ExposureRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';
import { makeRow } from './make-row.ts';

const RECENT_MS = 90 * 86_400_000;
const TOPICS = ['escalations/*', 'exposures/*', 'directives/*'];

/** What stands on the ladder, what was exposed, what was ordered from above: as far as this person sees it, kept up to date. */
class EscalationState {
  state = $state<LoadState>('idle');
  steps = $state.raw<readonly EscalationRecord[]>([]);
  exposures = $state.raw<readonly ExposureRecord[]>([]);
  directives = $state.raw<readonly DirectiveRecord[]>([]);
  book = $state.raw<LadderBook>(DEFAULT_LADDERS);

  readonly proposed = $derived(this.steps.filter((each) => each.state === 'proposed'));
  readonly inForce = $derived(this.steps.filter((each) => each.state === 'in_force'));

  #asked = 0;

  /** Loads and follows until the returned function is called. */
  follow(): () => void {
    void this.load();
    void this.#loadBook();
    const again = () => void this.load();
    const stops = TOPICS.map((topic) => listen(topic, again, again));
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** Asks again; what was on the screen stays until the answer. Never throws. */
  async load(): Promise<void> {
    const mine = ++this.#asked;
    if (this.state !== 'ready') this.state = 'loading';
    try {
      const since = Date.now() - RECENT_MS;
      const [steps, exposures, directives] = await Promise.all([
        fetchSteps(since),
        fetchExposures(),
        fetchDirectives(),
      ]);
      if (mine === this.#asked) Object.assign(this, { steps, exposures, directives, state: 'ready' });
    } catch (error) {
      if (mine === this.#asked && this.state !== 'ready')
        this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }

  reset(): void {
    this.#asked++;
    Object.assign(this, { steps: [], exposures: [], directives: [], state: 'idle' });
  }

  /** Sends an event about a row there is. Throws EventRefused or the SDK's error. */
  async send<T extends EventType>(
    type: T,
    row: { readonly id: string; readonly rev: number },
    payload: Payload<T>,
  ): Promise<void> {
    await sendEvent(draftEvent(type, row.id, payload, { seen: row.rev }));
    await this.load();
  }

  /** Sends an event that makes its row; answers the row's id. Throws as `send` does. */
  async create<T extends EventType>(type: T, payload: Payload<T>): Promise<string> {
    const id = await makeRow(type, payload);
    await this.load();
    return id;
  }

  find(id: string): EscalationRecord | null {
    return this.steps.find((each) => each.id === id) ?? null;
  }

  async #loadBook(): Promise<void> {
    try {
      const row = await fetchCatalogue(LADDER_CATALOGUE, Date.now());
      const read = row && readLadders(row.body);
      if (row && read?.ok) this.book = { edition: row.version, ladders: read.value };
    } catch {
      // Without the catalogue the product's own ladder is shown; the server decides by its own.
    }
  }
}

export const escalation = new EscalationState();
