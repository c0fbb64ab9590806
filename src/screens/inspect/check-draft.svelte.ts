import type { InspectionMode } from '../../core/checks/inspection-kinds.ts';
import { itemCategory } from '../../core/checks/item-category.ts';
import { checkRate, type CheckResult } from '../../core/sources/check-rate.ts';
import { checklistOf, layerOf, type ChecklistEdition } from '../../core/sources/source-layers.ts';
import type { SourceRecord, TaskRecord } from '../../schema/records.ts';
import type { FilledForm, SheetPhoto } from '../../state/inspect-actions.ts';

/** What a failing item says already of the finding that is made of it. */
export interface FailedItem {
  readonly code: string;
  readonly category: string | null;
  readonly photos: readonly SheetPhoto[];
}

/** The check that is being made at one source: how, and what was ticked. Every finding on the way takes it along until the visit ends. */
class CheckDraft {
  source = $state<string | null>(null);
  items = $state.raw<Readonly<Record<string, CheckResult>>>({});
  /** Pictures of items, by code. */
  photos = $state.raw<Readonly<Record<string, readonly SheetPhoto[]>>>({});
  /** Which of the lists of a site is gone through; a group keeps to one. */
  edition = $state<ChecklistEdition>('8');
  /** Stays for the next stop of the same task: nobody says at each gate that the round is covert. */
  mode = $state<InspectionMode>('regular');
  #task: string | null = null;
  /** Failing items of which a finding has been made. */
  #told: readonly string[] = [];

  readonly rate = $derived(checkRate(this.items));
  readonly failed = $derived(Object.values(this.items).filter((each) => each === 'fail').length);

  /** Begins a check; going back to the same source keeps what was ticked. */
  begin(source: string, task: Pick<TaskRecord, 'id' | 'mode'> | null): void {
    if (this.source === source) return;
    this.reset();
    this.source = source;
    if (task === null || task.id !== this.#task) this.mode = task?.mode === 'covert' ? 'covert' : 'regular';
    this.#task = task?.id ?? null;
  }

  /** The list of a source, by the edition that is gone through. */
  listOf({ kind, profile }: Pick<SourceRecord, 'kind' | 'profile'>) {
    return checklistOf(layerOf(kind, profile), this.edition);
  }

  set(item: string, result: CheckResult): void {
    this.items = { ...this.items, [item]: result };
  }

  setPhotos(item: string, photos: readonly SheetPhoto[]): void {
    this.photos = { ...this.photos, [item]: photos };
  }

  /** What was ticked at a source with its pictures; null when nothing was. */
  formFor(source: SourceRecord): FilledForm | null {
    const list = this.listOf(source);
    const items = Object.fromEntries(
      list.items.flatMap(({ code }) => {
        const result = this.items[code];
        return result === undefined ? [] : [[code, result] as const];
      }),
    );
    if (this.source !== source.id || Object.keys(items).length === 0) return null;
    const shown = list.items.flatMap(({ code, photoOn }) => {
      const [result, photos] = [items[code], this.photos[code] ?? []];
      return result !== undefined && photoOn.includes(result) && photos.length > 0
        ? [[code, photos] as const]
        : [];
    });
    const ids = Object.fromEntries(shown.map(([code, photos]) => [code, photos.map((each) => each.id)]));
    return {
      answers: {
        form: list.form,
        ...(list.edition ? { edition: list.edition } : {}),
        items,
        ...(shown.length > 0 ? { photos: ids } : {}),
      },
      photos: shown.flatMap(([, photos]) => photos),
    };
  }

  /** The first failing item that no finding has been made of yet, as a finding would begin; null when there is none. */
  nextFailed(source: SourceRecord): FailedItem | null {
    if (this.source !== source.id) return null;
    const list = this.listOf(source);
    const item = list.items.find(({ code }) => this.items[code] === 'fail' && !this.#told.includes(code));
    if (!item) return null;
    return {
      code: item.code,
      category: itemCategory(list.layer, item.code),
      photos: this.photos[item.code] ?? [],
    };
  }

  /** A finding was made of it. */
  tell(code: string): void {
    this.#told = [...this.#told, code];
  }

  reset(): void {
    this.#told = [];
    this.source = null;
    this.items = {};
    for (const photo of Object.values(this.photos).flat()) URL.revokeObjectURL(photo.url);
    this.photos = {};
  }
}

export const checkDraft = new CheckDraft();
