import PocketBase from 'pocketbase';

/** The one connection to the server that also served this page. */
export const client = new PocketBase(globalThis.location?.origin ?? 'http://127.0.0.1:8090');

// Two lists may be asked for at once by different panels: the SDK must not cancel one for the other.
client.autoCancellation(false);
