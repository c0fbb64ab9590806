import {
  countKinds,
  hasLedger,
  isOfKind,
  ledgerList,
  WORKS_KINDS,
  type LedgerWishes,
} from '../../core/sources/ledger-list.ts';
import { city } from '../../state/city.svelte.ts';
import { EVERY_LEDGER, formatLedgerQuery, parseLedgerQuery, type LedgerQuery } from './ledger-query.ts';

/** The register as one person looks at it: what it is narrowed to and what that leaves. */
export class LedgerListView {
  query = $state.raw<LedgerQuery>(parseLedgerQuery(new URLSearchParams(location.search)));

  readonly search = $derived(formatLedgerQuery(this.query));
  readonly narrowed = $derived(Object.keys(formatLedgerQuery({ ...this.query, order: 'code' })).length > 0);
  readonly station = $derived(city.data.stations.find((each) => each.code === this.query.near) ?? null);
  readonly wishes = $derived.by((): LedgerWishes => {
    const town = city.towns.find((each) => each.code === this.query.town);
    const { station } = this;
    return {
      ...this.query,
      kind: '',
      town: this.query.town === '' ? '' : (town?.id ?? 'none'),
      near: station && { lng: station.lng, lat: station.lat, radiusM: this.query.km * 1000 },
    };
  });
  /** All kinds of what else is asked for, so that the counts stay while one kind is looked at. */
  readonly #ofAllKinds = $derived(ledgerList(city.data.sources, this.wishes));
  readonly rows = $derived(this.#ofAllKinds.filter((each) => isOfKind(each.kind, this.query.kind)));
  readonly missing = $derived(this.rows.filter((each) => !hasLedger(each)).length);
  readonly kinds = $derived.by(() => {
    const counts = countKinds(this.#ofAllKinds);
    const works = counts.filter(({ kind }) => WORKS_KINDS.includes(kind));
    const rest = counts.filter(({ kind }) => !WORKS_KINDS.includes(kind));
    const all = { kind: 'works' as const, count: works.reduce((sum, each) => sum + each.count, 0) };
    return works.length > 0 ? [all, ...rest] : rest;
  });

  set(patch: Partial<LedgerQuery>): void {
    const next = { ...this.query, ...patch };
    if (patch.near !== undefined) next.order = patch.near === '' ? 'code' : 'near';
    this.query = next;
  }

  clear = (): void => {
    this.query = EVERY_LEDGER;
  };
}
