import { fetchCounts } from '../../api/problem-cases.ts';
import { fetchHistory } from '../../api/air.ts';
import { isForbidden } from '../../api/fetch-json.ts';
import { DAY_MS, dateKey } from '../../core/china-time.ts';
import type { ColumnFilter, TimeView } from '../../core/columns/filter.ts';
import { COLUMN_HANDLINGS } from '../../core/columns/layout.ts';
import type { LngLatBox } from '../../core/columns/mercator.ts';
import { isDustMonitor } from '../../core/triggers/dust-monitor.ts';
import type { ProblemRecord } from '../../schema/records.ts';
import { city, type LoadState } from '../../state/city.svelte.ts';
import { now } from '../../state/now.svelte.ts';
import { problemColumns } from '../../state/problem-columns.svelte.ts';
import type { TotalsAnswer } from '../../workers/columns-protocol.ts';
import { dayAir, historySpans, type DayAir } from './day-air.ts';
import {
  DEFAULT_QUERY,
  formatLeadQuery,
  parseLeadQuery,
  rewindWindow,
  stepWindow,
  timeViewOf,
  windowOf,
  type LeadQuery,
} from './lead-query.ts';

/** Cases of a list that are fetched; the count says how many there are. */
export const LIST_LIMIT = 100;
const PLAY_MS = 900;

/** The view of the leaders' screen: what is asked, and what came back. Lives as long as the screen. */
export class LeadView {
  query = $state.raw<LeadQuery>(DEFAULT_QUERY);
  playing = $state(false);
  totals = $state.raw<TotalsAnswer | null>(null);
  checks = $state.raw<{ all: number; window: number } | null>(null);
  overdue = $state<number | null>(null);
  days = $state.raw<ReadonlyMap<string, DayAir>>(new Map());
  cases = $state.raw<readonly ProblemRecord[]>([]);
  casesCount = $state(0);
  casesState = $state<LoadState>('idle');
  /** The cluster whose cases are listed, in the view it was pressed in; null = all of the list's box. */
  cluster = $state.raw<{ row: number; zoom: number; box: LngLatBox } | null>(null);
  /** What the map shows now; the list of the map follows it. */
  shown = $state.raw<LngLatBox | null>(null);

  // Through text, so that the clock's every tick does not look like another window and ask for everything again.
  readonly #windowKey = $derived(JSON.stringify(windowOf(this.query, now.clock)));
  readonly #timeKey = $derived(JSON.stringify(timeViewOf(this.query, now.clock)));
  readonly window = $derived(JSON.parse(this.#windowKey) as ReturnType<typeof windowOf>);
  readonly time = $derived(JSON.parse(this.#timeKey) as TimeView);
  /** The window ends today: stations and wind are live. */
  readonly live = $derived(dateKey(this.window.last) === dateKey(now.clock));
  readonly townId = $derived(city.towns.find((each) => each.code === this.query.town)?.id ?? '');
  readonly #filterKey = $derived(
    JSON.stringify(
      problemColumns.filterOf({
        category: this.query.category,
        town: this.query.town ? this.townId || 'unknown' : '',
        severity: this.query.severity,
        handling: this.query.handling ? COLUMN_HANDLINGS.indexOf(this.query.handling) : null,
      }),
    ),
  );
  readonly filter = $derived(JSON.parse(this.#filterKey) as ColumnFilter);
  /** First day of the slider, epoch ms. */
  readonly sliderFrom = $derived(
    windowOf({ ...this.query, from: null, until: null }, now.clock).last - (this.query.span - 1) * DAY_MS,
  );
  readonly filtered = $derived(
    Boolean(this.query.category || this.query.town || this.query.severity || this.query.handling),
  );

  #timer: ReturnType<typeof setInterval> | null = null;
  #writing: ReturnType<typeof setTimeout> | null = null;
  #casesAsked = 0;
  #countsAsked = 0;

  constructor(search: string) {
    this.query = parseLeadQuery(new URLSearchParams(search));
  }

  set(patch: Partial<LeadQuery>): void {
    this.query = { ...this.query, ...patch };
    this.#write();
  }

  clearFilters(): void {
    this.set({ category: '', town: '', severity: 0, handling: '' });
  }

  /** Every number is a link to its cases: filters by it and opens the list. */
  openCases(patch: Partial<LeadQuery>): void {
    this.cluster = null;
    this.set({ ...patch, list: patch.list ?? 'extent', case: '' });
  }

  step(days: number): void {
    this.query = stepWindow(this.query, days, now.clock);
    this.#write();
  }

  togglePlay(): void {
    if (this.playing) return this.pause();
    const { last } = this.window;
    if (dateKey(last) === dateKey(now.clock)) this.query = rewindWindow(this.query, now.clock);
    this.playing = true;
    this.#timer = setInterval(() => {
      this.step(1);
      if (this.live) this.pause();
    }, PLAY_MS);
  }

  pause(): void {
    this.playing = false;
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.#write();
  }

  destroy(): void {
    if (this.#timer) clearInterval(this.#timer);
    if (this.#writing) clearTimeout(this.#writing);
  }

  async loadTotals(): Promise<void> {
    const answer = await problemColumns.totals({
      filter: this.filter,
      time: this.time,
      days: { from: Math.floor(this.sliderFrom / 1000), count: this.query.span },
    });
    if (answer) this.totals = answer;
  }

  /** Counts that only the server has. They stay as they were when it cannot be reached. */
  async loadCounts(): Promise<void> {
    const { from, last } = this.window;
    const { category, severity, handling } = this.query;
    const town = this.townId;
    const until = last + DAY_MS;
    const mine = ++this.#countsAsked;
    const counts = await fetchCounts(from, until, { town, category, severity }).catch(() => null);
    if (mine !== this.#countsAsked) return;
    this.checks = counts && { all: counts.checks, window: counts.checksInWindow };
    this.overdue = counts && (handling === '' || handling === 'assigned' ? counts.overdue : 0);
  }

  /** Daily air of the slider's days, as far back as the server tells (93 days). */
  async loadDays(): Promise<void> {
    const stations = city.reporting.map((each) => each.id);
    if (stations.length === 0) return;
    const monitors = new Set(
      city.reporting.filter((each) => isDustMonitor(each, now.monitorLevels)).map((each) => each.id),
    );
    const days = new Map(this.days);
    for (const { from, to } of historySpans(this.sliderFrom + this.query.span * DAY_MS, this.query.span)) {
      try {
        const history = await fetchHistory(stations, from, Math.min(to, now.clock));
        for (const [day, air] of dayAir(history, monitors)) days.set(day, air);
        this.days = new Map(days);
      } catch {
        return;
      }
    }
  }

  async loadCases(): Promise<void> {
    const cluster = this.query.list === 'extent' ? null : this.cluster;
    const box = cluster?.box ?? (this.query.list === 'extent' ? this.shown : this.query.list);
    if (!box) return;
    const mine = ++this.#casesAsked;
    if (this.cases.length === 0) this.casesState = 'loading';
    try {
      const answer = await problemColumns.cases(
        box,
        this.filter,
        this.time,
        LIST_LIMIT,
        cluster ?? undefined,
      );
      if (!answer || mine !== this.#casesAsked) return;
      this.cases = answer.cases;
      this.casesCount = answer.count;
      this.casesState = 'ready';
    } catch (error) {
      if (mine === this.#casesAsked) this.casesState = isForbidden(error) ? 'forbidden' : 'error';
    }
  }

  #write(): void {
    if (this.playing) return;
    if (this.#writing) clearTimeout(this.#writing);
    // Browsers refuse more than a hundred address changes in half a minute.
    this.#writing = setTimeout(() => {
      const search = formatLeadQuery(this.query).toString();
      history.replaceState(history.state, '', `${location.pathname}${search ? `?${search}` : ''}`);
    }, 300);
  }
}
