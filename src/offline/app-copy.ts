import { Workbox } from 'workbox-window';

/** The copy of the app on this device. */
export interface AppCopy {
  /** Puts the newer version in place of this one, and begins the page anew. */
  takeNewer(): void;
  /** Asks the server whether there is a newer one. */
  look(): Promise<void>;
}

/**
 * Keeps the whole app on this device, so that it opens without a network; `onNewer` is called when a newer version lies ready.
 * Null where the browser has no service workers (http on a far machine, private windows).
 */
export async function keepApp(onNewer: () => void): Promise<AppCopy | null> {
  if (!('serviceWorker' in navigator)) return null;
  const workbox = new Workbox('/sw.js');
  workbox.addEventListener('waiting', onNewer);
  try {
    await workbox.register({ immediate: true });
  } catch {
    return null;
  }
  return {
    takeNewer() {
      workbox.addEventListener('controlling', () => location.reload());
      workbox.messageSkipWaiting();
    },
    look: () => workbox.update().catch(() => undefined),
  };
}
