import { untrack } from 'svelte';
import { listenCases, listenEvents } from '../api/cases.ts';
import { sendEvent } from '../api/events.ts';
import { fetchProblemsOf } from '../api/problems.ts';
import { fetchChecksOf, fetchSourceEvents, fetchSuspicions, fetchTasksOf } from '../api/source-ledger.ts';
import { fetchNames } from '../api/names.ts';
import type { SourceUpdated } from '../core/casework/payloads.ts';
import type { Role } from '../core/roles.ts';
import type { SourceSuspicion } from '../core/source-suspicion.ts';
import { draftEvent } from '../offline/event-draft.ts';
import type {
  EventRecord,
  InspectionRecord,
  ProblemRecord,
  SourceRecord,
  TaskRecord,
} from '../schema/records.ts';
import { city, type LoadState } from './city.svelte.ts';
import { LEDGER_PARTS, seesPart, type LedgerPart } from './source-ledger-rights.ts';

interface Items {
  readonly problems: ProblemRecord;
  readonly checks: InspectionRecord;
  readonly suspicions: SourceSuspicion;
  readonly tasks: TaskRecord;
  readonly history: EventRecord;
}

/** Rows that a part shows at most. */
export const MOST = 100;

/** The ledger page of one source: each part comes and fails by itself; kept up to date while it is followed. */
export class SourceLedger {
  readonly id: string;
  readonly source = $derived.by((): SourceRecord | null => city.sourceById.get(this.id) ?? null);
  parts = $state.raw<{
    readonly [Part in LedgerPart]: { readonly state: LoadState; readonly items: readonly Items[Part][] };
  }>({
    problems: { state: 'loading', items: [] },
    checks: { state: 'loading', items: [] },
    suspicions: { state: 'loading', items: [] },
    tasks: { state: 'loading', items: [] },
    history: { state: 'loading', items: [] },
  });
  names = $state.raw<ReadonlyMap<string, string>>(new Map());

  readonly #role: Role;
  #over = false;

  constructor(id: string, role: Role) {
    this.id = id;
    this.#role = role;
  }

  /** Loads all parts and follows problems and history until the returned function is called. */
  follow(): () => void {
    this.#over = false;
    // What an effect starts it may not depend on: a part that is forbidden is there at once.
    untrack(() => LEDGER_PARTS.forEach((part) => void this.load(part)));
    const stops = [
      listenCases(
        (problem) => problem.source === this.id && void this.load('problems'),
        () => void this.load('problems'),
      ),
      listenEvents(this.id, () => void this.load('history')),
    ];
    return () => {
      this.#over = true;
      for (const stop of stops) stop();
    };
  }

  /** Asks for a part again; what was there stays until the answer. Never throws. */
  async load(part: LedgerPart): Promise<void> {
    const own = part === 'history' && (this.#role === 'inspector' || this.#role === 'grid_officer');
    if (!own && !seesPart(this.#role, part)) return this.#put(part, 'forbidden', []);
    try {
      const items = await this.#fetch(part);
      this.#put(part, 'ready', items);
      if (part === 'history' || part === 'checks') void this.#loadNames();
    } catch {
      this.#put(part, 'error', this.parts[part].items);
    }
  }

  /** Sends the changed fields through the one door. Throws EventRefused or the SDK's error. */
  async change(changes: SourceUpdated['changes'], reason: string): Promise<void> {
    await sendEvent(
      draftEvent('source.updated', this.id, { changes, reason }, { seen: this.source?.rev ?? 0 }),
    );
    await this.load('history');
  }

  #fetch(part: LedgerPart): Promise<readonly unknown[]> {
    switch (part) {
      case 'problems':
        return fetchProblemsOf(this.id, MOST);
      case 'checks':
        return fetchChecksOf(this.id, MOST);
      case 'suspicions':
        return fetchSuspicions(this.id);
      case 'tasks':
        return fetchTasksOf(this.id, MOST);
      case 'history':
        return fetchSourceEvents(this.id, MOST);
    }
  }

  #put(part: LedgerPart, state: LoadState, items: readonly unknown[]): void {
    if (!this.#over) this.parts = { ...this.parts, [part]: { state, items } };
  }

  /** Names are a courtesy: without them the role stands alone. */
  async #loadNames(): Promise<void> {
    const people = [
      ...this.parts.history.items.map((each) => each.actor),
      ...this.parts.checks.items.map((each) => each.by),
    ];
    const unknown = [...new Set(people)].filter((id) => id && !this.names.has(id));
    if (unknown.length === 0) return;
    const found = await fetchNames(unknown).catch(() => null);
    if (found) this.names = new Map([...this.names, ...found]);
  }
}
