/**
 * Why a place was pinned by hand, as far as the device knows it: what is stored in place of a sentence, so that each reader gets
 * it in the language of the page. Anything else in a place's `reason` is what its author wrote.
 */
export const PIN_REASONS = [
  'map_tap',
  'denied',
  'unavailable',
  'timeout',
  'unsupported',
  'insecure',
  'inaccurate',
  'public_report',
  'device',
  'office',
] as const;
export type PinReason = (typeof PIN_REASONS)[number];

export function isPinReason(reason: string): reason is PinReason {
  return (PIN_REASONS as readonly string[]).includes(reason);
}
