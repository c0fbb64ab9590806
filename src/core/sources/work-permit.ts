import { DAY_MS } from '../china-time.ts';
import type { Instant } from '../units.ts';
import type { SourceProfile } from './source-profile.ts';

/** 土石方作业许可 of a place of work, as its register has it (domain.md §3 EarthworkPermit). */
export interface WorkPermit {
  readonly no: string;
  /** 0 = not said. */
  readonly fromAt: Instant;
  /** Midnight in Beijing of its last day; 0 = not said. */
  readonly untilAt: Instant;
  readonly volumeM3: number | null;
  /** Who watches day and night while it is used. */
  readonly guard: string;
}

export const PERMIT_STATES = ['valid', 'suspended', 'ahead', 'expired'] as const;
export type PermitState = (typeof PERMIT_STATES)[number];

/** Null when the register knows of none. */
export function workPermit(profile: SourceProfile | null): WorkPermit | null {
  const text = (field: string): string => (typeof profile?.[field] === 'string' ? profile[field] : '');
  const figure = (field: string): number | null =>
    typeof profile?.[field] === 'number' ? profile[field] : null;
  const no = text('earthPermitNo');
  const fromAt = figure('earthPermitFrom') ?? 0;
  const untilAt = figure('permitUntil') ?? 0;
  if (no === '' && untilAt === 0) return null;
  return { no, fromAt, untilAt, volumeM3: figure('earthPermitVolumeM3'), guard: text('guard') };
}

/** A permit that ran out meanwhile does not come back with the end of the response that suspended it. */
export function permitState(permit: WorkPermit, suspended: boolean, now: Instant): PermitState {
  if (isExpired(permit, now)) return 'expired';
  if (suspended) return 'suspended';
  return permit.fromAt > now ? 'ahead' : 'valid';
}

export function isExpired({ untilAt }: WorkPermit, now: Instant): boolean {
  return untilAt !== 0 && untilAt + DAY_MS <= now;
}
