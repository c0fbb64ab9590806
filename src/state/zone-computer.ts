import ZoneWorker from '../workers/zone.worker.ts?worker';
import type { ZoneAnswer, ZoneJob } from '../workers/zone-job.ts';

/** Asks the zone worker; of several questions under way only the newest is answered, the others resolve to null. */
export class ZoneComputer {
  #worker: Worker | null = null;
  #asked = 0;
  #waiting: ((answer: ZoneAnswer | null) => void) | null = null;

  async compute(job: ZoneJob): Promise<ZoneAnswer | null> {
    const worker = (this.#worker ??= this.#start());
    this.#waiting?.(null);
    const n = ++this.#asked;
    return new Promise((resolve) => {
      this.#waiting = resolve;
      worker.postMessage({ n, job });
    });
  }

  stop(): void {
    this.#waiting?.(null);
    this.#waiting = null;
    this.#worker?.terminate();
    this.#worker = null;
  }

  #start(): Worker {
    const worker = new ZoneWorker();
    worker.addEventListener('message', (event: MessageEvent<{ n: number; answer: ZoneAnswer }>) => {
      if (event.data.n !== this.#asked) return;
      this.#waiting?.(event.data.answer);
      this.#waiting = null;
    });
    return worker;
  }
}
