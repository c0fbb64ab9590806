import type { App } from '../pb.ts';

interface AtomicStore {
  setFunc(key: string, fn: (old: unknown) => unknown): void;
  remove(key: string): void;
}

/**
 * Takes a named lock for at most `ms`; null when another holds it. The lock lives in the process's memory: a killed
 * process holds nothing, and a holder that hangs loses it when its time is over.
 */
export function takeLock(app: App, name: string, now: number, ms: number): (() => void) | null {
  const store = app.store() as unknown as AtomicStore;
  const key = `sf_lock_${name}`;
  const mine = String(now + ms);
  let won = false;
  store.setFunc(key, (old) => {
    won = !(Number(old ?? 0) > now);
    return won ? mine : old;
  });
  if (!won) return null;
  return () => store.setFunc(key, (old) => (old === mine ? '0' : old));
}
