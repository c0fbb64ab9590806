import { HOUR_MS } from '../china-time.ts';

/** What happens at a place later than this after the first finding there is no longer the same visit. */
export const VISIT_MS = 4 * HOUR_MS;
