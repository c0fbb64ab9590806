import type { PrintedPaper } from '../core/papers/paper-model.ts';
import type { CasePackJob } from '../workers/case-pack.ts';
import CasePackWorker from '../workers/case-pack.worker.ts?worker';
import PaperWorker from '../workers/paper.worker.ts?worker';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The paper as a file for Word, made off the main thread. Throws when it could not be made. */
export async function paperFile(paper: PrintedPaper): Promise<Blob> {
  return new Blob([await madeBy(new PaperWorker(), paper)], { type: WORD });
}

/** The case file, made off the main thread. Throws when it could not be made. */
export async function caseFile(job: CasePackJob): Promise<Blob> {
  return new Blob([await madeBy(new CasePackWorker(), job)], { type: 'application/zip' });
}

async function madeBy(worker: Worker, job: unknown): Promise<ArrayBuffer> {
  try {
    const answer = await new Promise<{ file?: ArrayBuffer; error?: string }>((resolve, reject) => {
      worker.addEventListener('message', (event: MessageEvent) => resolve(event.data as never));
      worker.addEventListener('error', reject);
      worker.postMessage(job);
    });
    if (!answer.file) throw new Error(answer.error ?? 'no file');
    return answer.file;
  } finally {
    worker.terminate();
  }
}
