/** Bytes that this site may still store on the device; null when the browser does not say. */
export async function storageLeft(): Promise<number | null> {
  const storage = (navigator as Partial<Navigator>).storage;
  if (!storage) return null;
  const { quota, usage } = await storage.estimate();
  return quota === undefined || usage === undefined ? null : quota - usage;
}

/** Asks the browser not to clear what is stored here when space runs short. A refusal changes nothing. */
export async function keepStorage(): Promise<void> {
  await (navigator as Partial<Navigator>).storage?.persist?.();
}
