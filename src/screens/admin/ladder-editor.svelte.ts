import {
  fetchLadderEditions,
  previewLadders,
  publishLadders,
  type LadderEdition,
} from '../../api/ladders.ts';
import { dateKey } from '../../core/china-time.ts';
import { diffLadders } from '../../core/escalation/diff-ladders.ts';
import type { LadderEffect } from '../../core/escalation/ladder-effect.ts';
import { DEFAULT_LADDERS, type Ladder } from '../../core/escalation/ladder.ts';
import { ladderFaults, readLadders } from '../../core/escalation/read-ladders.ts';
import { message, type Message } from '../../core/message.ts';
import { Loaded } from '../../state/admin.svelte.ts';
import { categorySet } from '../../state/category-set.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { say } from '../../text/say.ts';
import { instantOfField } from '../china-field.ts';
import { freeVersion } from './free-version.ts';
import { LadderKeep, type KeptDraft } from './ladder-keep.ts';
import { laddersOf, typedLadders, type TypedLadder } from './ladder-typed.ts';

/** The product's own, which holds where nothing is published. */
const OWN: LadderEdition = {
  ...{ id: 'own', version: DEFAULT_LADDERS.edition, fromAt: 0, untilAt: 0, by: '', publishedAt: 0 },
  ...{ note: '', ladders: DEFAULT_LADDERS.ladders },
};

/** The ladders with their history, and the edition that is being written; a draft outlives the page. */
export class LadderEditor {
  readonly editions = new Loaded<LadderEdition[]>(fetchLadderEditions);
  /** Edition that is looked at; the one in force unless one was chosen. */
  chosen = $state<string | null>(null);
  draft = $state<TypedLadder[] | null>(null);
  version = $state('');
  /** A date field in Beijing time; '' = as soon as it is published. */
  from = $state('');
  note = $state('');
  busy = $state(false);
  /** The draft was there when the page was opened. */
  restored = $state(false);
  /** What is wrong is said at each field from the first attempt on. */
  asked = $state(false);
  #base = $state('');
  #tried = $state.raw<{ readonly of: string; readonly effect: LadderEffect } | null>(null);
  readonly #kept: LadderKeep;

  /** When the list was read, on this device's clock. */
  readonly readAt = $derived(this.editions.value ? Date.now() : 0);
  /** Latest first; an edition ends where the next one begins. */
  readonly list = $derived.by<readonly LadderEdition[]>(() => {
    const all = [...(this.editions.value ?? []), OWN];
    return all.map((each, at) => ({ ...each, untilAt: each.untilAt || (all[at - 1]?.fromAt ?? 0) }));
  });
  readonly latest = $derived(this.list[0] ?? OWN);
  readonly ladders = $derived<readonly Ladder[]>(laddersOf(this.draft ?? []));
  readonly changes = $derived(diffLadders(this.latest.ladders, this.ladders));
  /** Result of the dry run of exactly this draft; null before it, and after any further change. */
  readonly effect = $derived(this.#tried?.of === JSON.stringify(this.ladders) ? this.#tried.effect : null);
  readonly faults = $derived(this.#faults());

  constructor(user: string) {
    this.#kept = new LadderKeep(user);
    const kept = this.#kept.read();
    if (!kept) return;
    this.#take(kept);
    this.restored = true;
  }

  /** The edition in force at a moment of this device's clock. */
  inForce(at: number): LadderEdition {
    return this.list.find((each) => each.fromAt <= Math.max(at, this.readAt)) ?? OWN;
  }

  /** Begins a new edition with the ladders of another one. */
  begin(ladders: readonly Ladder[], now: number): void {
    const taken = this.list.map((each) => each.version);
    this.#take({
      ...{ ladders: typedLadders(ladders), version: freeVersion(dateKey(now), taken), from: '', note: '' },
      base: this.#baseNow(),
    });
  }

  /** Reads a file into the form; returns what is wrong with it, and the draft before it stays. */
  async open(file: File, now: number): Promise<string> {
    let value: unknown;
    try {
      value = JSON.parse(await file.text());
    } catch {
      return m.admin_ladders_not_json({ file: file.name });
    }
    const read = readLadders(value);
    if (!read.ok) return m.admin_ladders_file_wrong({ file: file.name, reason: say(read.error) });
    if (!this.draft) this.begin(read.value, now);
    else this.draft = typedLadders(read.value);
    return '';
  }

  /** Somebody published since the draft was begun. */
  get isBehind(): boolean {
    return this.draft !== null && this.editions.value !== null && this.#base !== this.#baseNow();
  }

  /** The draft is held against the latest edition from now on; nothing that was typed changes. */
  catchUp(): void {
    this.#base = this.#baseNow();
  }

  /** Lets go of the draft; returns what brings it back. */
  cancel(): () => void {
    const kept = this.#now();
    this.draft = null;
    this.#tried = null;
    this.restored = this.asked = false;
    this.keep();
    return () => kept && this.#take(kept);
  }

  /** Keeps the draft on this device, or forgets it when there is none. */
  keep(): void {
    this.#kept.write(this.#now());
  }

  /** What is wrong with a field, as a sentence; nothing before the first attempt. `label` is what the field is called. */
  wrong(field: string, label: string, code = ''): { error?: string } {
    const fault = this.asked ? this.faults.get(field) : undefined;
    if (!fault) return {};
    const params = { ...fault.params, field: label, ...(code === '' ? {} : { code }) };
    return { error: say({ key: fault.key, params }) };
  }

  /** True when the draft would do; from now on each field says what is wrong with it. */
  get good(): boolean {
    this.asked = true;
    return this.faults.size === 0;
  }

  /** Throws the SDK's error with the server's reason. */
  async try(): Promise<void> {
    await this.#working(async () => {
      const of = JSON.stringify(this.ladders);
      const effect = await previewLadders(this.ladders);
      this.#tried = { of, effect };
    });
  }

  /** Returns how many steps were proposed at once. Throws the SDK's error with the server's reason. */
  async publish(): Promise<number> {
    let proposed = 0;
    await this.#working(async () => {
      const { version, note, ladders } = this;
      const fromAt = instantOfField(this.from) ?? 0;
      const head = { version: version.trim(), fromAt, note: note.trim(), base: this.#base };
      proposed = (await publishLadders({ ...head, ladders })).proposed;
      this.cancel();
      this.chosen = null;
      await this.editions.load();
    });
    return proposed;
  }

  #baseNow(): string {
    return this.editions.value?.[0]?.version ?? '';
  }

  #take({ ladders, version, from, note, base }: KeptDraft): void {
    Object.assign(this, { draft: ladders, version, from, note, asked: false });
    this.#base = base;
  }

  #now(): KeptDraft | null {
    const { draft, version, from, note } = this;
    return draft && { ladders: $state.snapshot(draft), version, from, note, base: this.#base };
  }

  #faults(): ReadonlyMap<string, Message> {
    const faults = new Map<string, Message>();
    if (!this.draft) return faults;
    for (const { field, reason } of ladderFaults(this.ladders))
      if (!faults.has(field)) faults.set(field, reason);
    for (const [at, { categories }] of this.ladders.entries()) {
      const unknown = categories.filter((each) => !isCategory(each));
      if (unknown.length > 0)
        faults.set(
          `ladders[${at}].categories`,
          message('admin_ladders_no_category', { codes: unknown.join(' ') }),
        );
    }
    if (this.version.trim() === '') faults.set('version', message('server_field_required', {}));
    if (this.note.trim() === '') faults.set('note', message('admin_categories_note'));
    return faults;
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

/** A category there is, or the beginning of one: `ent.`. */
function isCategory(code: string): boolean {
  return categorySet.codes.some((each) => each === code || (code.endsWith('.') && each.startsWith(code)));
}
