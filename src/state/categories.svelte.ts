import {
  fetchEditions,
  previewEdition,
  publishEdition,
  type CategoryEdition,
  type EditionEffect,
  type EditionProposal,
} from '../api/categories.ts';
import {
  diffCategories,
  type CategoryChange,
  type CategoryRow,
} from '../core/casework/category-catalogue.ts';
import { categorySet, type CategorySet } from '../core/casework/category-sets.ts';
import { DEFAULT_CATEGORIES } from '../core/casework/default-categories.ts';
import { dateKey } from '../core/china-time.ts';
import { Loaded } from './admin.svelte.ts';
import { categorySet as categories } from './category-set.svelte.ts';

/** The catalogue of problem categories with its history, and the edition that is being written. */
export class CategoryEditor {
  readonly editions = new Loaded<CategoryEdition[]>(fetchEditions);
  /** Edition that is looked at; the latest unless one was chosen. */
  chosen = $state<string | null>(null);
  draft = $state.raw<readonly CategoryRow[] | null>(null);
  version = $state('');
  /** 0 = as soon as it is published. */
  fromAt = $state(0);
  note = $state('');
  applyToOpen = $state(false);
  busy = $state(false);
  #tried = $state.raw<{ readonly of: string; readonly effect: EditionEffect } | null>(null);

  /** When the list was read, on this device's clock. */
  readonly readAt = $derived(this.editions.value ? Date.now() : 0);
  readonly list = $derived(this.editions.value ?? []);
  readonly latest = $derived(this.list[0] ?? null);
  readonly shown = $derived(this.list.find((each) => each.id === this.chosen) ?? this.latest);
  /** The one that the shown edition replaced. */
  readonly before = $derived(
    this.shown ? (this.list[this.list.findIndex((each) => each.id === this.shown?.id) + 1] ?? null) : null,
  );
  readonly changes = $derived<readonly CategoryChange[]>(
    this.draft
      ? diffCategories(this.latest?.categories ?? [], this.draft)
      : diffCategories(this.before?.categories ?? [], this.shown?.categories ?? []),
  );
  /** Result of the dry run of exactly this draft; null before it, and after any further change. */
  readonly effect = $derived(this.#tried?.of === this.#key() ? this.#tried.effect : null);

  /** Begins a new edition from the latest one. `units`: codes there are; a line without a known unit asks for one. */
  begin(now: number, units: readonly string[]): void {
    const lines = this.latest?.categories ?? DEFAULT_CATEGORIES;
    this.draft = lines.map((row) => (units.includes(row.regulator) ? row : { ...row, regulator: '' }));
    this.version = this.#freeVersion(dateKey(now));
    Object.assign(this, { fromAt: 0, note: '', applyToOpen: false });
  }

  cancel(): void {
    this.draft = null;
    this.#tried = null;
  }

  change(row: CategoryRow): void {
    this.draft = (this.draft ?? []).map((each) => (each.code === row.code ? row : each));
  }

  has(set: CategorySet): boolean {
    return categorySet(set).every(({ code }) => (this.draft ?? []).some((each) => each.code === code));
  }

  /** Takes a set of categories into the draft, or out of it. `units`: codes there are. */
  switchSet(set: CategorySet, on: boolean, units: readonly string[]): void {
    const lines = categorySet(set);
    const others = (this.draft ?? []).filter((each) => !lines.some((line) => line.code === each.code));
    const known = lines.map((row) => (units.includes(row.regulator) ? row : { ...row, regulator: '' }));
    // On top: a unit still has to be chosen for them.
    this.draft = on ? [...known, ...others] : others;
  }

  /** Throws the SDK's error with the server's reason. */
  async try(): Promise<void> {
    await this.#working(async () => {
      const of = this.#key();
      const effect = await previewEdition(this.#proposal());
      this.#tried = { of, effect };
    });
  }

  /** Returns how many deadlines were moved. Throws the SDK's error with the server's reason. */
  async publish(): Promise<number> {
    let moved = 0;
    await this.#working(async () => {
      moved = (await publishEdition(this.#proposal())).moved;
      this.cancel();
      this.chosen = null;
      await this.editions.load();
      void categories.load();
    });
    return moved;
  }

  #proposal(): EditionProposal {
    return {
      version: this.version.trim(),
      fromAt: this.fromAt,
      note: this.note.trim(),
      base: this.latest?.version ?? '',
      applyToOpen: this.applyToOpen && this.fromAt === 0,
      categories: this.draft ?? [],
    };
  }

  /** What the dry run depends on: the lines. */
  #key(): string {
    return JSON.stringify(this.draft);
  }

  #freeVersion(day: string): string {
    let version = day;
    for (let n = 2; this.list.some((each) => each.version === version); n++) version = `${day}-${n}`;
    return version;
  }

  async #working(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    try {
      await work();
    } finally {
      this.busy = false;
    }
  }
}
