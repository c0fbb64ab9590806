import { casePack, type CasePackJob } from './case-pack.ts';

/** One case in, one file out; the page ends the worker after it. */
addEventListener('message', (event: MessageEvent<CasePackJob>) => {
  try {
    const file = casePack(event.data);
    postMessage({ file: file.buffer });
  } catch (error) {
    postMessage({ error: String(error) });
  }
});
