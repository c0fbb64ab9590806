import { publishLadders } from '../../api/ladders.ts';
import { dateKey, DAY_MS, dayStart } from '../../core/china-time.ts';
import type { Ladder } from '../../core/escalation/ladder.ts';
import { readLadders } from '../../core/escalation/read-ladders.ts';
import { m } from '../../text/paraglide/messages.js';
import { say } from '../../text/say.ts';
import { adminFailure } from './admin-words.ts';

/** An edition of the ladders that was read from a file and is not published yet. */
export class LadderDraft {
  ladders = $state.raw<readonly Ladder[] | null>(null);
  version = $state('');
  /** YYYY-MM-DD, its first day in Beijing. */
  day = $state('');
  note = $state('');
  failure = $state('');
  busy = $state(false);

  /** Reads a file; what is wrong with it is said, and the draft before it stays. `now`: the day after it is proposed. */
  async take(file: File, now: number): Promise<void> {
    this.failure = '';
    let value: unknown;
    try {
      value = JSON.parse(await file.text());
    } catch {
      this.failure = m.admin_ladders_not_json({ file: file.name });
      return;
    }
    const read = readLadders(value);
    if (!read.ok) {
      this.failure = say(read.error);
      return;
    }
    this.ladders = read.value;
    this.day ||= dateKey(now + DAY_MS);
    this.version ||= this.day;
  }

  forget(): void {
    this.ladders = null;
    this.failure = '';
  }

  /** True once it is published. */
  async publish(now: number): Promise<boolean> {
    const fromAt = dayStart(this.day);
    if (!this.ladders || this.busy) return false;
    this.failure =
      this.version.trim() === ''
        ? m.admin_ladders_no_version()
        : fromAt === null || fromAt <= now
          ? m.admin_ladders_day_past()
          : '';
    if (this.failure || fromAt === null) return false;
    this.busy = true;
    try {
      await publishLadders(this.version.trim(), fromAt, this.ladders, this.note.trim());
      this.ladders = null;
      return true;
    } catch (error) {
      this.failure = adminFailure(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
