import { isForbidden } from '../api/fetch-json.ts';
import { fetchMeeting, fetchMeetings } from '../api/meetings.ts';
import { fetchProblems } from '../api/problem-cases.ts';
import { listen } from '../api/realtime.ts';
import type { MeetingRecord, ProblemRecord } from '../schema/records.ts';
import type { LoadState } from './city.svelte.ts';

/** Joint meetings, as far as this person sees them, kept up to date while they are followed. */
export class Meetings {
  state = $state<LoadState>('loading');
  rows = $state.raw<readonly MeetingRecord[]>([]);
  #asked = 0;

  follow(): () => void {
    void this.load();
    const again = () => void this.load();
    const stop = listen('meetings/*', again, again);
    return () => {
      this.#asked++;
      stop();
    };
  }

  /** Asks again; what was on the screen stays until the answer. Never throws. */
  async load(): Promise<void> {
    const mine = ++this.#asked;
    if (this.state !== 'ready') this.state = 'loading';
    try {
      const rows = await fetchMeetings();
      if (mine === this.#asked) Object.assign(this, { rows, state: 'ready' });
    } catch (error) {
      if (mine === this.#asked && this.state !== 'ready')
        this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }
}

/** One meeting with its cases as they stand now; those this person may not see are left out. */
export class OneMeeting {
  state = $state<LoadState>('loading');
  row = $state.raw<MeetingRecord | null>(null);
  problems = $state.raw<ReadonlyMap<string, ProblemRecord>>(new Map());
  readonly #id: string;

  constructor(id: string) {
    this.#id = id;
  }

  /** Never throws. */
  async load(): Promise<void> {
    if (this.state !== 'ready') this.state = 'loading';
    try {
      const row = await fetchMeeting(this.#id);
      const problems = await fetchProblems(row.items.map((each) => each.problem));
      this.row = row;
      this.problems = new Map(problems.map((each) => [each.id, each]));
      this.state = 'ready';
    } catch (error) {
      this.state = isForbidden(error) ? 'forbidden' : 'error';
    }
  }
}
