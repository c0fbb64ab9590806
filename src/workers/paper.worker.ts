import { paperDocx } from './paper-docx.ts';
import type { PrintedPaper } from '../core/papers/paper-model.ts';

/** One paper in, one file out; the page ends the worker after it. */
addEventListener('message', (event: MessageEvent<PrintedPaper>) => {
  void paperDocx(event.data).then(
    (file) => postMessage({ file }),
    (error: unknown) => postMessage({ error: String(error) }),
  );
});
