import { publishEditionOf } from '../../api/catalogues.ts';
import { dateKey, dayStart } from '../../core/china-time.ts';
import {
  checkFrequencies,
  FREQUENCY_CATALOGUE,
  type FrequencyRule,
} from '../../core/patrol/patrol-frequency.ts';
import type { SourceKind, SourceState } from '../../core/sources/source-kinds.ts';
import { m } from '../../text/paraglide/messages.js';
import { say } from '../../text/say.ts';
import { adminFailure } from './admin-words.ts';
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
    const start = dayStart(this.day);
    const fromAt = this.day === dateKey(now) ? now : start;
    const version = this.version.trim();
    const checked = checkFrequencies({ rules: this.typed });
    this.failure = !checked.ok
      ? say(checked.error)
      : version === ''
        ? m.admin_frequency_no_version()
        : this.#taken.includes(version)
          ? m.admin_frequency_version_taken({ version })
          : fromAt === null || fromAt < now
            ? m.admin_frequency_day_past()
            : '';
    if (this.failure || fromAt === null) return false;
    this.busy = true;
    try {
      const body = { rules: this.typed };
      await publishEditionOf(FREQUENCY_CATALOGUE, { version, fromAt, body, note: this.note.trim() });
      return true;
    } catch (error) {
      this.failure = adminFailure(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
