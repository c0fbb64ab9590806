import type { Instant } from '../core/units.ts';

/** Why nothing may be sent; the first one that holds. */
export const SEND_REFUSALS = ['past', 'what_if', 'nothing_picked', 'no_group', 'regional'] as const;
export type SendRefusal = (typeof SEND_REFUSALS)[number];

export interface SendCircumstances {
  readonly at: Instant | null;
  readonly whatIf: unknown;
  readonly picked: ReadonlySet<string>;
  readonly chosenGroup: string | null;
  /** The stations rise together. */
  readonly regional: boolean;
  /** The dispatcher said that a strike shall go all the same. */
  readonly despiteRegional: boolean;
}

/** Null when the chosen suspects may be sent. */
export function sendRefusal(desk: SendCircumstances): SendRefusal | null {
  if (desk.at !== null) return 'past';
  if (desk.whatIf) return 'what_if';
  if (desk.picked.size === 0) return 'nothing_picked';
  if (!desk.chosenGroup) return 'no_group';
  if (desk.regional && !desk.despiteRegional) return 'regional';
  return null;
}
