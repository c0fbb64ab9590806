import { FUELS, INDUSTRIES, MATERIALS } from '../../core/sources/profile-fields.ts';
import type { SourceKind } from '../../core/sources/source-kinds.ts';
import type { SourceProfile } from '../../core/sources/source-profile.ts';
import type { Instant } from '../../core/units.ts';
import { round, type Chance } from './random.ts';
import { demoNames } from './read-data.ts';
import { person } from './territory.ts';

const DAY_MS = 86_400_000;

/** A complete ledger page for a kind; `nth` counts within the kind. */
export function demoProfile(
  kind: SourceKind,
  code: string,
  nth: number,
  anchor: Instant,
  random: Chance,
): SourceProfile {
  const ledger = `TZ-${code}`;
  const days = (from: number, until: number): Instant => anchor + random.int(from, until) * DAY_MS;
  const place = (): string => random.pick(demoNames.places);
  switch (kind) {
    case 'earthwork':
    case 'site':
    case 'demolition':
    case 'linear_works':
      return { ledger, permitUnit: 'housing', permitNo: `SG-${code}`, ...works(kind, ledger, days, random) };
    case 'road':
      return {
        ledger,
        roadName: place(),
        lengthM: random.int(4, 30) * 100,
        cleaningNormG: 10,
        lastCleanAt: anchor - random.int(1, 30) * 3_600_000,
      };
    case 'batching_plant':
      return {
        ledger,
        silos: random.int(4, 9),
        enclosedBays: nth % 3 === 0,
        powerMonitor: true,
        night: true,
      };
    case 'bare_land':
      return {
        ledger,
        landUnit: 'natural_resources',
        landNo: `YD-${code}`,
        areaM2: random.int(8, 160) * 100,
        covered: round(random.between(0.2, 0.95), 2),
      };
    case 'soil_yard':
    case 'freight_yard':
      return {
        ledger,
        material: random.pick(MATERIALS),
        areaM2: random.int(10, 90) * 100,
        covered: round(random.between(0.3, 1), 2),
        night: random.chance(0.3),
      };
    case 'enterprise': {
      // The order of INDUSTRIES is that of the invented names.
      const industry = INDUSTRIES[nth % INDUSTRIES.length]!;
      const voc = ['furniture', 'printing', 'chemical', 'plastics', 'pharmacy'].includes(industry);
      return {
        ledger,
        industry,
        emergencyClass: random.pick(['a', 'b', 'b', 'c', 'c', 'd']),
        plan: true,
        grade: random.pick(['a', 'b', 'b', 'c']),
        cems: nth < 11,
        powerMonitor: nth < 63,
        voc,
        ozone: voc && random.chance(0.4),
      };
    }
    case 'small_polluter':
      return {
        ledger,
        industry: 'building_material',
        material: 'rubble',
        landUnit: 'natural_resources',
        landNo: `YD-${code}`,
        permitUnit: 'market',
        permitNo: `XK-${code}`,
        banned: random.chance(0.5),
        night: random.chance(0.5),
      };
    case 'restaurant': {
      const purifier = random.chance(0.94);
      return {
        ledger,
        stoves: random.int(1, 9),
        purifier,
        purifierRunning: purifier && random.chance(0.9),
        lastCleanedAt: days(-90, -3),
        fuel: random.pick(FUELS.slice(0, 3)),
      };
    }
    case 'market':
      return { ledger, stalls: random.int(40, 420) };
    case 'gas_station':
      return { ledger, pumps: random.int(4, 13), vapourRecovery: random.chance(0.93) };
    case 'car_repair':
      return { ledger, sprayBooth: random.chance(0.6) };
    case 'household_coal':
      return { ledger, households: random.int(3, 60) };
    case 'open_burning':
      return { ledger, burns: random.pick(['straw', 'leaves', 'rubbish']) };
    case 'checkpoint':
      return { ledger, roadName: place(), allDay: nth % 2 === 0 };
    case 'unnamed':
      return {
        looksLike: 'soil_yard',
        material: random.pick(['sand', 'soil']),
        areaM2: random.int(1, 20) * 100,
      };
  }
}

function works(
  kind: 'earthwork' | 'site' | 'demolition' | 'linear_works',
  ledger: string,
  days: (from: number, until: number) => Instant,
  random: Chance,
): SourceProfile {
  const digging = kind === 'earthwork';
  const profile: SourceProfile = {
    works:
      kind === 'demolition'
        ? 'demolition'
        : kind === 'linear_works'
          ? 'linear'
          : random.pick(['building', 'building', 'municipal']),
    phase:
      digging || kind === 'demolition'
        ? 'foundation'
        : random.pick(['foundation', 'structure', 'structure', 'finishing']),
    areaM2: random.int(20, 800) * 100,
    earthwork: digging || (kind === 'linear_works' && random.chance(0.5)),
    night: random.chance(digging ? 0.35 : 0.1),
    permitUntil: digging ? days(5, 60) : null,
    covered: round(random.between(0.4, 1), 2),
    monitorOnline: random.chance(0.92),
    officers: [person(random), person(random), person(random)],
    budgetYuan: random.int(5, 240) * 10_000,
    ...(kind === 'linear_works' ? { lengthM: random.int(2, 40) * 100 } : {}),
  };
  if (!digging) return profile;
  const { officers, areaM2 } = profile as { officers: readonly string[]; areaM2: number };
  return {
    ...profile,
    earthPermitNo: ledger.replace('TZ', 'TF'),
    earthPermitVolumeM3: Math.round(areaM2 * 0.6),
    guard: officers[1]!,
  };
}
