import { fetchSnapshot } from '../api/air.ts';
import { isForbidden } from '../api/fetch-json.ts';
import { listen } from '../api/realtime.ts';
import { TICK_TOPIC, type Snapshot, type StationNow, type SuggestionNow } from '../core/snapshot.ts';
import type { LoadState } from './city.svelte.ts';

/** What the last tick said, kept live. A cut connection leaves the last picture with its growing age. */
class NowState {
  state = $state<LoadState>('idle');
  snapshot = $state.raw<Snapshot | null>(null);
  /** This device's clock, for ages; advances every ten seconds. */
  clock = $state(Date.now());
  connected = $state(true);

  readonly stationById = $derived(
    new Map<string, StationNow>((this.snapshot?.stations ?? []).map((each) => [each.id, each])),
  );
  /** Levels of stations that are dust monitors. */
  readonly monitorLevels = $derived<readonly string[]>(this.snapshot?.monitorLevels ?? []);
  readonly openSuggestions = $derived<readonly SuggestionNow[]>(
    (this.snapshot?.suggestions ?? []).filter((each) => each.state === 'open'),
  );
  /** Stations worst first; those without a value last. */
  readonly worstFirst = $derived<readonly StationNow[]>(
    [...(this.snapshot?.stations ?? [])].sort((a, b) => (b.values.pm10 ?? -1) - (a.values.pm10 ?? -1)),
  );

  #stop: (() => void) | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;

  /** Loads the snapshot and follows the ticks; safe to call again. Never throws. */
  async follow(): Promise<void> {
    if (this.#stop) return;
    this.state = 'loading';
    this.#stop = listen<Snapshot>(
      TICK_TOPIC,
      (each) => this.#take(each),
      () => void this.refresh(),
    );
    this.#timer = setInterval(() => (this.clock = Date.now()), 10_000);
    await this.refresh();
  }

  /** Asks again; after an error this is the retry. */
  async refresh(): Promise<void> {
    try {
      this.#take(await fetchSnapshot());
      this.state = 'ready';
      this.connected = true;
    } catch (error) {
      this.connected = false;
      if (!this.snapshot) this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }

  /** Forgets everything: another person signed in. */
  reset(): void {
    this.#stop?.();
    this.#stop = null;
    if (this.#timer) clearInterval(this.#timer);
    this.snapshot = null;
    this.state = 'idle';
  }

  #take(each: Snapshot): void {
    if (this.snapshot && each.rev < this.snapshot.rev) return;
    this.snapshot = each;
    this.clock = Date.now();
    this.state = 'ready';
  }
}

export const now = new NowState();
