import { airHistory } from '../../state/air-history.svelte.ts';
import { dispatch } from '../../state/dispatch.svelte.ts';
import {
  DEFAULT_HIDDEN,
  formatDeskQuery,
  parseDeskQuery,
  type DeskLayer,
  type DeskQuery,
  type Extent,
} from './desk-query.ts';

/** Browsers refuse more than a hundred address changes in half a minute. */
const WRITE_MS = 300;
const HOUR_MS = 3_600_000;

/** What the desk's map shows beside the dispatcher's choice, and the address that says all of it. */
class DeskView {
  hidden = $state.raw<ReadonlySet<DeskLayer>>(new Set(DEFAULT_HIDDEN));
  /** Id of the source whose card is open. */
  card = $state<string | null>(null);
  /** Id of the handheld reading or sighting whose card is open. */
  clue = $state<string | null>(null);
  /** What a person moved the map to; null = as it is fitted. */
  extent = $state.raw<Extent | null>(null);
  /** Id of the task whose report is open: the map shows its frozen zone. */
  task = $state<string | null>(null);

  readonly query = $derived<DeskQuery>({
    station: dispatch.station ?? '',
    source: this.card ?? '',
    pollutant: dispatch.pollutant,
    at: dispatch.at,
    hours: airHistory.hours,
    hidden: [...this.hidden],
    extent: this.extent,
  });

  #writing: ReturnType<typeof setTimeout> | null = null;

  /** Takes over what an address says. What it does not say becomes the default. */
  read(search: string, now: number): void {
    const query = parseDeskQuery(new URLSearchParams(search), now);
    if (query.station !== (dispatch.station ?? '')) dispatch.select(query.station || null);
    dispatch.pollutant = query.pollutant;
    dispatch.at = query.at;
    // The timeline must hold the moment, whatever span the link asks for.
    const reached = query.at === null || query.at > now - query.hours * HOUR_MS;
    airHistory.hours = reached ? query.hours : 24;
    this.card = query.source || null;
    this.hidden = new Set(query.hidden);
    this.extent = query.extent;
  }

  /** Brings the address up to date, a little later: of several changes the last one counts. */
  write(query: DeskQuery): void {
    if (this.#writing) clearTimeout(this.#writing);
    this.#writing = setTimeout(() => {
      const search = formatDeskQuery(query).toString();
      history.replaceState(history.state, '', `${location.pathname}${search ? `?${search}` : ''}`);
    }, WRITE_MS);
  }

  /** The screen goes: the next one owns the address. */
  leave(): void {
    if (this.#writing) clearTimeout(this.#writing);
    this.#writing = null;
    this.task = null;
    this.clue = null;
  }
}

export const deskView = new DeskView();
