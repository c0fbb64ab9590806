import { isForbidden } from '../api/fetch-json.ts';
import { loadCity, type City } from '../api/city.ts';
import { listen } from '../api/realtime.ts';
import type { SourceRecord, StationRecord } from '../schema/records.ts';
import { categorySet } from './category-set.svelte.ts';
import { HeardMeanwhile } from './heard-meanwhile.ts';

export type LoadState = 'idle' | 'loading' | 'ready' | 'error' | 'forbidden';

/** A row of a followed list that came, changed or went. */
interface Change {
  readonly collection: 'sources' | 'groups';
  readonly action: string;
  readonly record: { readonly id: string };
}

const NOTHING: City = {
  stations: [],
  grids: [],
  roads: [],
  sources: [],
  groups: [],
  units: [],
  priorities: [],
};

/** The city as this person may see it, loaded once and kept up to date. */
class CityState {
  state = $state<LoadState>('idle');
  data = $state.raw<City>(NOTHING);

  /** Stations that still report. */
  readonly reporting = $derived(this.data.stations.filter((each) => !each.retired));
  readonly stationById = $derived(new Map(this.data.stations.map((each) => [each.id, each])));
  readonly sourceById = $derived(new Map(this.data.sources.map((each) => [each.id, each])));
  readonly groupById = $derived(new Map(this.data.groups.map((each) => [each.id, each])));
  readonly gridById = $derived(new Map(this.data.grids.map((each) => [each.id, each])));
  readonly unitById = $derived(new Map(this.data.units.map((each) => [each.id, each])));
  readonly towns = $derived(this.data.grids.filter((each) => each.level === 'town'));
  /** The district that this office works for: the one that has towns. */
  readonly district = $derived(this.data.grids.find((each) => each.id === this.towns[0]?.parent) ?? null);
  readonly neighbours = $derived(
    this.data.grids.filter((each) => each.level === 'district' && each !== this.district),
  );

  #stops: (() => void)[] = [];
  readonly #meanwhile = new HeardMeanwhile<Change>();

  /** Loads once; again after an error. Never throws: the state says what happened. */
  async load(): Promise<void> {
    if (this.state === 'loading' || this.state === 'ready') return;
    this.state = 'loading';
    void categorySet.load();
    if (this.#stops.length === 0) this.#follow();
    try {
      await this.#fetch();
      this.state = 'ready';
    } catch (error) {
      this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }

  /** Forgets everything: another person signed in. */
  reset(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.data = NOTHING;
    this.state = 'idle';
  }

  station(id: string): StationRecord | null {
    return this.stationById.get(id) ?? null;
  }

  source(id: string): SourceRecord | null {
    return this.sourceById.get(id) ?? null;
  }

  #follow(): void {
    const refetch = () => void this.#refetch();
    this.#stops = (['sources', 'groups'] as const).map((collection) =>
      listen<Omit<Change, 'collection'>>(
        `${collection}/*`,
        (message) => {
          const change = { collection, ...message };
          this.#meanwhile.hear(change);
          this.data = taken(this.data, change);
        },
        refetch,
      ),
    );
  }

  async #refetch(): Promise<void> {
    try {
      await this.#fetch();
    } catch {
      // What is on the screen stays; the offline banner tells that it may be old.
    }
  }

  async #fetch(): Promise<void> {
    const { answer, heard } = await this.#meanwhile.during(loadCity);
    this.data = heard.reduce(taken, answer);
  }
}

export const city = new CityState();

function taken(data: City, { collection, action, record }: Change): City {
  const rest = (data[collection] as readonly { id: string }[]).filter((each) => each.id !== record.id);
  return { ...data, [collection]: action === 'delete' ? rest : [...rest, record] };
}
