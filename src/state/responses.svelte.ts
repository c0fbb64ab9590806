import { sendEvent } from '../api/events.ts';
import { isForbidden } from '../api/fetch-json.ts';
import { listen } from '../api/realtime.ts';
import { fetchResponses, fetchShifts } from '../api/responses.ts';
import type { EventType } from '../core/casework/events.ts';
import type { Payload } from '../core/casework/payloads.ts';
import { responseAt, responsePeriods } from '../core/response/response-periods.ts';
import type { ResponsePeriod } from '../core/response/response-kinds.ts';
import { draftEvent } from '../offline/event-draft.ts';
import type { DutyShiftRecord, ResponseRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';
import { makeRow } from './make-row.ts';
import { session } from './session.svelte.ts';

interface Kept {
  readonly user: string;
  readonly rows: readonly ResponseRecord[];
  readonly shifts: readonly DutyShiftRecord[];
}

const KEPT = 'shangfeng.responses';

/** Emergency responses and the shifts of the one in force that this person may see; the last known while there is no network. */
class Responses {
  state = $state<LoadState>('idle');
  rows = $state.raw<readonly ResponseRecord[]>([]);
  shifts = $state.raw<readonly DutyShiftRecord[]>([]);

  /** Started and not ended; it may begin only tomorrow. */
  readonly current = $derived(this.rows.find((each) => each.state === 'in_force') ?? null);
  readonly periods = $derived<readonly ResponsePeriod[]>(this.rows.flatMap((each) => responsePeriods(each)));

  #asked = 0;
  #of = '';

  /** Loads and follows until the returned function is called. */
  follow(): () => void {
    const user = session.user?.id ?? '';
    if (user !== this.#of) Object.assign(this, { rows: [], shifts: [], state: 'idle' });
    this.#of = user;
    this.#recall();
    void this.load();
    const again = () => void this.load();
    const stops = ['responses/*', 'duty_shifts/*'].map((topic) => listen(topic, again, again));
    return () => {
      this.#asked++;
      for (const stop of stops) stop();
    };
  }

  /** Asks again; what was on the screen stays until the answer. Never throws. */
  async load(): Promise<void> {
    const mine = ++this.#asked;
    if (this.state !== 'ready') this.state = 'loading';
    try {
      const rows = await fetchResponses();
      const current = rows.find((each) => each.state === 'in_force');
      const shifts = current ? await fetchShifts(current.id) : [];
      if (mine !== this.#asked) return;
      Object.assign(this, { rows, shifts, state: 'ready' });
      this.#keep();
    } catch (error) {
      if (mine === this.#asked && this.state !== 'ready')
        this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }

  /** The level that holds at an instant; null when none does. */
  at(instant: number): ResponsePeriod | null {
    return responseAt(this.periods, instant);
  }

  /** Shifts of this person or of his group that are not over. */
  own(instant: number): readonly DutyShiftRecord[] {
    const { id, group } = session.user ?? { id: '', group: '' };
    const isOwn = ({ names, people, group: of }: DutyShiftRecord): boolean =>
      names.length > 0
        ? names.some(({ user }) => user === id)
        : (group !== '' && of === group) || people.includes(` ${id} `);
    return this.shifts.filter((each) => each.untilAt > instant && isOwn(each));
  }

  /** Starts one; answers its id. Throws EventRefused or the SDK's error. */
  async start(payload: Payload<'response.started'>): Promise<string> {
    const id = await makeRow('response.started', payload);
    await this.load();
    return id;
  }

  /** Sends an event about the one there is. Throws as `start` does. */
  async send<T extends EventType>(type: T, row: ResponseRecord, payload: Payload<T>): Promise<void> {
    await sendEvent(draftEvent(type, row.id, payload, { seen: row.rev }));
    await this.load();
  }

  #keep(): void {
    const now = Date.now();
    const rows = this.current ? [this.current] : [];
    const kept: Kept = { user: session.user?.id ?? '', rows, shifts: this.own(now) };
    localStorage.setItem(KEPT, JSON.stringify(kept));
  }

  #recall(): void {
    if (this.state === 'ready') return;
    try {
      const kept = JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Kept | null;
      if (kept?.user === session.user?.id && kept)
        Object.assign(this, { rows: kept.rows, shifts: kept.shifts });
    } catch {
      // What cannot be read is asked for anew.
    }
  }
}

export const responses = new Responses();
