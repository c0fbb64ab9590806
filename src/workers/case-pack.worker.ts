import { casePack, type CasePackJob } from './case-pack.ts';

/** One case in, one file out; the page ends the worker after it. */
addEventListener('message', (event: MessageEvent<CasePackJob>) => {
  void casePack(event.data).then(
    (file) => postMessage({ file: file.buffer }),
    (error: unknown) => postMessage({ error: String(error) }),
  );
});
