import type { CaseWishes } from '../../core/casework/case-wishes.ts';
import type { ProblemRecord } from '../../schema/records.ts';
import { caseViews } from '../../state/case-views.svelte.ts';
import type { BulkAction } from '../../state/cases-bulk.svelte.ts';
import { cases } from '../../state/cases.svelte.ts';
import { city } from '../../state/city.svelte.ts';
import type { Shortcut } from '../../state/keys.svelte.ts';
import { session } from '../../state/session.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { navigate } from '../paths.ts';
import { bulkActions } from './case-actions.ts';
import { chosenColumns } from './case-columns.ts';
import { EVERYTHING, narrowedBy, parseCaseQuery, type CaseQuery } from './case-query.ts';

export type CaseListDialog = BulkAction | 'export' | 'columns' | 'sums';

/** The ledger as one person looks at it: what it is narrowed to, what is ticked, which row is current, what is open. */
export class CaseListView {
  query = $state.raw<CaseQuery>(parseCaseQuery(new URLSearchParams(location.search)));
  current = $state<string | null>(cases.items[0]?.id ?? null);
  ticked = $state.raw<ReadonlySet<string>>(new Set());
  /** Everything that is filtered, not just what is loaded. */
  allTicked = $state(false);
  dialog = $state<CaseListDialog | null>(null);

  readonly narrowed = $derived(narrowedBy(this.query) > 0);
  readonly wishes = $derived.by((): CaseWishes => {
    const { form: _form, ...rest } = this.query;
    const { town, unit, group } = rest;
    return {
      ...rest,
      town: town === '' ? '' : (city.towns.find((each) => each.code === town)?.id ?? 'none'),
      unit: unit === '' ? '' : (city.data.units.find((each) => each.code === unit)?.id ?? 'none'),
      group: group === '' ? '' : (city.data.groups.find((each) => each.code === group)?.id ?? 'none'),
    };
  });
  /** Towns, units and groups are asked for by their codes: without the city they are not known yet. */
  readonly waits = $derived(
    this.query.town + this.query.unit + this.query.group !== '' &&
      city.state !== 'ready' &&
      city.state !== 'error',
  );
  readonly columns = $derived(chosenColumns(caseViews.columns));
  readonly bulk = $derived(session.role ? bulkActions(session.role) : []);
  readonly chosen = $derived(cases.items.filter((each) => this.ticked.has(each.id)));
  readonly count = $derived(this.allTicked ? (cases.total ?? this.chosen.length) : this.chosen.length);

  set(patch: Partial<CaseQuery>): void {
    this.query = { ...this.query, ...patch };
    this.tickNone();
  }

  /** Everything but what is asked for; the form stays. */
  show(patch: Partial<CaseQuery> = {}): void {
    this.query = { ...EVERYTHING, ...patch, form: this.query.form };
  }

  view(next: CaseQuery, columns: readonly string[] | null): void {
    this.query = { ...next, form: this.query.form };
    if (columns) caseViews.choose(columns);
    this.tickNone();
  }

  tickNone = (): void => {
    this.ticked = new Set();
    this.allTicked = false;
  };

  tick = (id: string): void => {
    const next = new Set(this.ticked);
    if (!next.delete(id)) next.add(id);
    this.ticked = next;
    this.allTicked = false;
  };

  tickLoaded = (): void => {
    const all = cases.items.every((each) => this.ticked.has(each.id));
    this.ticked = new Set(all ? [] : cases.items.map((each) => each.id));
    this.allTicked = false;
  };

  open = ({ id }: Pick<ProblemRecord, 'id'>): void => {
    void navigate('/cases/:id', { params: { id } });
  };

  move(by: 1 | -1): void {
    const index = cases.items.findIndex((each) => each.id === this.current);
    const next = cases.items[Math.min(cases.items.length - 1, Math.max(0, index + by))];
    if (next) this.current = next.id;
    if (index + by >= cases.items.length - 3) void cases.loadMore();
  }

  /** A key that acts takes the row it is on when none is ticked. */
  act(action: BulkAction): void {
    if (this.chosen.length === 0 && this.current) this.ticked = new Set([this.current]);
    this.dialog = action;
  }

  /** After a step for many: what was ticked is done. */
  closed = (changed: boolean): void => {
    this.dialog = null;
    if (!changed) return;
    this.tickNone();
    void cases.load(this.wishes);
  };

  shortcuts(): Shortcut[] {
    const onTable = () => this.query.form === 'table' && cases.items.length > 0;
    const may = (action: BulkAction) => () => this.bulk.includes(action) && onTable();
    return [
      { key: 'j', label: () => m.cases_key_next(), run: () => this.move(1), when: onTable },
      { key: 'k', label: () => m.cases_key_previous(), run: () => this.move(-1), when: onTable },
      {
        key: 'Enter',
        label: () => m.cases_key_open(),
        when: onTable,
        run: () => {
          const row = cases.items.find((each) => each.id === this.current);
          if (row) this.open(row);
        },
      },
      {
        key: 'x',
        label: () => m.cases_key_tick(),
        run: () => this.current && this.tick(this.current),
        when: onTable,
      },
      { key: 'a', label: () => m.cases_key_assign(), run: () => this.act('assign'), when: may('assign') },
      { key: 'c', label: () => m.cases_key_close(), run: () => this.act('close'), when: may('close') },
      { key: 'e', label: () => m.cases_key_export(), run: () => (this.dialog = 'export') },
      {
        key: 'n',
        label: () => m.cases_new_title(),
        run: () => void navigate('/cases/new'),
        when: () => session.role === 'dispatcher',
      },
      {
        key: 'l',
        label: () => m.cases_key_form(),
        run: () => this.set({ form: this.query.form === 'map' ? 'table' : 'map' }),
      },
      {
        key: 'Escape',
        label: () => m.cases_key_untick(),
        run: this.tickNone,
        when: () => this.ticked.size > 0,
      },
    ];
  }
}
