import type { App } from '../pb.ts';

interface AtomicStore {
  setFunc(key: string, fn: (old: unknown) => unknown): void;
}

/** Changes a list kept in the process's memory, alone: requests that come together wait for each other. Empty when nothing is kept. */
export function changeStored<T extends readonly unknown[]>(
  app: App,
  key: string,
  change: (old: T) => T,
): void {
  (app.store() as unknown as AtomicStore).setFunc(key, (old) =>
    JSON.stringify(change((typeof old === 'string' ? JSON.parse(old) : []) as T)),
  );
}
