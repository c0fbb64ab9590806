import { publishEditionOf } from '../../api/catalogues.ts';
import { dateKey } from '../../core/china-time.ts';
import {
  checkFrequencies,
  FREQUENCY_CATALOGUE,
  type FrequencyRule,
} from '../../core/patrol/patrol-frequency.ts';
import type { SourceKind, SourceState } from '../../core/sources/source-kinds.ts';
import { say } from '../../text/say.ts';
import { adminFailure } from './admin-words.ts';
import { editionStart } from './edition-start.ts';
import { freeVersion } from './free-version.ts';

/** A rule as it is typed. */
export interface TypedRule {
  kind: string;
  state: string;
  days: string;
  alertDays: string;
}

/** An edition of the patrol rules that is being written. */
export class FrequencyDraft {
  rules = $state<TypedRule[]>([]);
  version = $state('');
  /** YYYY-MM-DD, its first day in Beijing; today = at once. */
  day = $state('');
  note = $state('');
  failure = $state('');
  busy = $state(false);
  readonly #taken: readonly string[];

  /** Begins with the rules of another edition. */
  constructor(rules: readonly FrequencyRule[], taken: readonly string[], now: number) {
    this.#taken = taken;
    this.rules = rules.map(({ days, alertDays, ...rest }) => ({
      ...rest,
      days: String(days),
      alertDays: String(alertDays),
    }));
    this.day = dateKey(now);
    this.version = freeVersion(dateKey(now), taken);
  }

  /** As it will be sent; what is no number is 0, which is refused by name. */
  get typed(): readonly FrequencyRule[] {
    return this.rules.map(({ kind, state, days, alertDays }) => ({
      kind: kind as SourceKind | '',
      state: state as SourceState | '',
      days: Number(days),
      alertDays: Number(alertDays),
    }));
  }

  add(): void {
    this.rules.push({ kind: 'site', state: 'active', days: '14', alertDays: '3' });
  }

  drop(at: number): void {
    this.rules = this.rules.filter((_, each) => each !== at);
  }

  /** True once it is published. */
  async publish(now: number): Promise<boolean> {
    if (this.busy) return false;
    const checked = checkFrequencies({ rules: this.typed });
    const start = editionStart({ version: this.version, day: this.day, taken: this.#taken }, now);
    this.failure = !checked.ok ? say(checked.error) : 'failure' in start ? start.failure : '';
    if ('failure' in start || !checked.ok) return false;
    this.busy = true;
    try {
      const body = { rules: this.typed };
      const edition = { version: this.version.trim(), note: this.note.trim(), ...start };
      await publishEditionOf(FREQUENCY_CATALOGUE, { ...edition, body });
      return true;
    } catch (error) {
      this.failure = adminFailure(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
