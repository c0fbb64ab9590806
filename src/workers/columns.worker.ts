import { exhaustive } from '../core/exhaustive.ts';
import { ColumnsEngine } from './columns-engine.ts';
import type { ColumnsAnswer, ColumnsRequest } from './columns-protocol.ts';

const engine = new ColumnsEngine();

/** Each message is {id, request}; each answer {id, answer} or {id, error}. */
self.addEventListener('message', (event: MessageEvent<{ id: number; request: ColumnsRequest }>) => {
  const { id, request } = event.data;
  answerTo(request).then(
    ([answer, transfer]) => postMessage({ id, answer }, { transfer }),
    (error: unknown) => postMessage({ id, error: String(error) }),
  );
});

async function answerTo(request: ColumnsRequest): Promise<[ColumnsAnswer, Transferable[]]> {
  switch (request.kind) {
    case 'append':
      return [engine.append(request.bytes), []];
    case 'view': {
      const { heat, ...rest } = engine.view(request);
      if (!heat) return [{ ...rest, heat: null }, []];
      const bitmap = await createImageBitmap(new ImageData(heat.pixels, heat.width, heat.height));
      return [{ ...rest, heat: { bitmap, box: heat.box, scale: heat.scale } }, [bitmap]];
    }
    case 'totals':
      return [engine.totals(request), []];
    case 'near':
      return [engine.near(request), []];
    default:
      return exhaustive(request);
  }
}
