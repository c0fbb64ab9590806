import { isOffline } from '../api/fetch-json.ts';
import { toWgs84 } from '../api/imports-datum.ts';
import { decodeText, openTable } from '../api/imports-file.ts';
import {
  PlanRefused,
  refusalReason,
  sendCity,
  undoImport,
  type CityAnswer,
  type KeptByUndo,
} from '../api/imports.ts';
import { tilingReports } from '../core/city-import/check-plan.ts';
import { CITY_KINDS } from '../core/city-import/city-plan.ts';
import { maybeShifted, shiftHint, type Datum } from '../core/city-import/datum.ts';
import { readCityFiles, type CityFile } from '../core/city-import/read-city-file.ts';
import type { AreaGeometry } from '../core/geo.ts';
import { message, type Message } from '../core/message.ts';
import { newId } from '../offline/event-draft.ts';
import { city } from './city.svelte.ts';

/** An import of the own city: files, their coordinate system, what would happen, and what did. */
export class CityImport {
  files = $state.raw<readonly CityFile[]>([]);
  /** Nobody is asked to trust a default: '' until it was chosen. */
  datum = $state<Datum | ''>('');
  busy = $state(false);
  failure = $state.raw<Message | null>(null);
  refused = $state.raw<PlanRefused['problems']>([]);
  /** What the server says would happen, for exactly these files. */
  dry = $state.raw<CityAnswer | null>(null);
  done = $state.raw<CityAnswer | null>(null);
  /** What the undo left as it is; null = not undone. */
  undone = $state.raw<KeptByUndo | null>(null);

  readonly read = $derived.by(() => {
    if (this.datum === '' || this.files.length === 0) return null;
    const gridCodes = new Set(city.data.grids.map((each) => each.code));
    return readCityFiles(this.files, toWgs84(this.datum), { units: city.data.units, gridCodes });
  });
  readonly rows = $derived(
    this.read ? CITY_KINDS.reduce((sum, kind) => sum + (this.read?.plan[kind].length ?? 0), 0) : 0,
  );
  readonly problems = $derived(this.read?.files.reduce((sum, file) => sum + file.problems.length, 0) ?? 0);
  readonly tiling = $derived(this.read ? tilingReports(this.read.plan, city.data.grids) : []);
  /** Files whose places look shifted although they were declared as WGS-84 or CGCS2000. */
  readonly shifted = $derived(
    (this.read?.files ?? []).flatMap((file) => {
      const fence = (city.district?.polygon ?? null) as AreaGeometry | null;
      const hint = this.datum === '' ? null : shiftHint(file.places, fence, this.datum);
      return hint ? [{ file: file.name, shiftM: hint.shiftM }] : [];
    }),
  );
  /** There is no fence yet to hold them against: one that comes with them would be shifted as they are. */
  readonly unchecked = $derived(
    this.datum !== '' && maybeShifted(this.datum) && this.files.length > 0 && !city.district?.polygon,
  );

  /** Takes files in; each says itself what it is. Never throws. */
  async open(files: readonly File[]): Promise<void> {
    const opened = await Promise.all(files.map(openCityFile));
    const names = new Set(opened.map((each) => each.name));
    this.files = [...this.files.filter((each) => !names.has(each.name)), ...opened];
    this.#forget();
  }

  remove(name: string): void {
    this.files = this.files.filter((each) => each.name !== name);
    this.#forget();
  }

  choose(datum: Datum): void {
    this.datum = datum;
    this.#forget();
  }

  /** Asks the server what would happen; nothing is stored. */
  async dryRun(): Promise<void> {
    await this.#ask(async (plan, name) => (this.dry = await sendCity(newId(), name, plan, true)));
  }

  /** Stores all of it in one go, then reads the city anew. */
  async apply(): Promise<void> {
    await this.#ask(async (plan, name) => {
      this.done = await sendCity(newId(), name, plan, false);
      await reloadCity();
    });
  }

  async undo(): Promise<void> {
    const batch = this.done?.batch;
    if (!batch) return;
    await this.#ask(async () => {
      this.undone = await undoImport(batch, 'city');
      await reloadCity();
    });
  }

  async #ask(
    work: (plan: NonNullable<typeof this.read>['plan'], name: string) => Promise<unknown>,
  ): Promise<void> {
    if (!this.read || this.busy) return;
    this.busy = true;
    this.failure = null;
    this.refused = [];
    try {
      await work(
        this.read.plan,
        this.files
          .map((each) => each.name)
          .join(' + ')
          .slice(0, 200),
      );
    } catch (error) {
      if (error instanceof PlanRefused) this.refused = error.problems;
      this.failure = refusalReason(error) ?? message(isOffline(error) ? 'admin_offline' : 'admin_failed');
    }
    this.busy = false;
  }

  #forget(): void {
    Object.assign(this, { dry: null, done: null, failure: null, refused: [], undone: null });
  }
}

/** Grids, roads and stations are not pushed to open maps: they are read again. */
export async function reloadCity(): Promise<void> {
  city.reset();
  await city.load();
}

async function openCityFile(file: File): Promise<CityFile> {
  if (/\.(geo)?json$/i.test(file.name)) {
    const { text } = decodeText(new Uint8Array(await file.arrayBuffer()));
    return { name: file.name, content: { text } };
  }
  const table = await openTable(file);
  return { name: file.name, content: table.ok ? { table: table.value } : { error: table.error } };
}
