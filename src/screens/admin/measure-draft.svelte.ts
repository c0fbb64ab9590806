import { publishEditionOf } from '../../api/catalogues.ts';
import { dateKey } from '../../core/china-time.ts';
import {
  checkMeasures,
  REDUCTION_CATALOGUE,
  type ReductionMeasure,
} from '../../core/response/reduction-measures.ts';
import { m } from '../../text/paraglide/messages.js';
import { say } from '../../text/say.ts';
import { adminFailure } from './admin-words.ts';
import { editionStart } from './edition-start.ts';
import { freeVersion } from './free-version.ts';

/** A measure as it is being written. */
export type TypedMeasure = {
  -readonly [field in keyof ReductionMeasure]: ReductionMeasure[field];
};

/** An edition of the measures of the emergency response that is being written. */
export class MeasureDraft {
  measures = $state<TypedMeasure[]>([]);
  version = $state('');
  day = $state('');
  note = $state('');
  failure = $state('');
  /** Place in the list of the one that is wrong; -1 = none. */
  wrong = $state(-1);
  busy = $state(false);
  readonly #taken: readonly string[];

  /** Begins with the measures of another edition. */
  constructor(measures: readonly ReductionMeasure[], taken: readonly string[], now: number) {
    this.#taken = taken;
    this.measures = measures.map((each) => ({ ...each }));
    this.day = dateKey(now);
    this.version = freeVersion(dateKey(now), taken);
  }

  /** As it will be sent. */
  get typed(): readonly ReductionMeasure[] {
    return this.measures.map((each) => ({ ...each, text: each.text.trim() }));
  }

  add(): void {
    const taken = this.measures.map((each) => each.code);
    this.measures.push({
      code: freeVersion('own', taken),
      level: 'yellow',
      kinds: [],
      when: 'always',
      stops: 'nothing',
      categories: [],
      text: '',
    });
  }

  drop(at: number): void {
    this.measures = this.measures.filter((_, each) => each !== at);
    [this.failure, this.wrong] = ['', -1];
  }

  /** True once it is published. */
  async publish(now: number): Promise<boolean> {
    if (this.busy) return false;
    [this.failure, this.wrong] = this.#firstWrong();
    if (this.failure) return false;
    const start = editionStart({ version: this.version, day: this.day, taken: this.#taken }, now);
    if ('failure' in start) this.failure = start.failure;
    if ('failure' in start) return false;
    this.busy = true;
    try {
      const edition = { version: this.version.trim(), note: this.note.trim(), ...start };
      await publishEditionOf(REDUCTION_CATALOGUE, { ...edition, body: { measures: this.typed } });
      return true;
    } catch (error) {
      this.failure = adminFailure(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** By the number people see, before the rule that the server has as well. */
  #firstWrong(): [failure: string, at: number] {
    if (this.measures.length === 0) return [m.admin_measures_none_at_all(), -1];
    const at = this.measures.findIndex((each) => each.kinds.length === 0 || each.categories.length === 0);
    const number = at + 1;
    if (at >= 0)
      return this.measures[at]!.kinds.length === 0
        ? [m.admin_measures_no_kinds({ number }), at]
        : [m.admin_measures_no_categories({ number }), at];
    const checked = checkMeasures({ measures: this.typed });
    if (checked.ok) return ['', -1];
    return [say(checked.error), Number(checked.error.params?.['number'] ?? 0) - 1];
  }
}
