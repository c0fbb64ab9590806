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
  /** Whom it was told; absent in what older tablets sent. */
  readonly whom?: string;
}

/** How an inspection was made and what came with it, besides what it found. */
export interface Circumstances {
  readonly mode: InspectionMode;
  /** Required when entry was obstructed. */
  readonly witness: string;
  /** Whether the police were asked to follow up; only when obstructed. */
  readonly police: boolean;
  /** Law explained on the spot; null = no talk was given. */
  readonly education: Education | null;
}
