/** 检查、抽查、暗访、督查、督办 (feature 4.24); what a covert one found stays unseen by the unit until it is assigned. */
export const INSPECTION_MODES = ['regular', 'irregular', 'spot', 'covert', 'urged'] as const;
export type InspectionMode = (typeof INSPECTION_MODES)[number];

/** What an inspection came to. `education` = nothing but the law was explained. */
export const INSPECTION_OUTCOMES = ['found', 'nothing', 'obstructed', 'locked', 'education'] as const;
export type InspectionOutcome = (typeof INSPECTION_OUTCOMES)[number];

/** Law explained on the spot (feature 0.29). */
export interface Education {
  readonly people: number;
  readonly topic: string;
}
