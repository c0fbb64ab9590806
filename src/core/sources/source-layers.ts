import { exhaustive } from '../exhaustive.ts';
import type { CheckResult } from './check-rate.ts';
import type { SourceKind } from './source-kinds.ts';
import type { SourceProfile } from './source-profile.ts';

/** The five map layers of the daily checks (features.md 0.06), and the rest. */
export const SOURCE_LAYERS = ['site', 'road', 'fume', 'voc', 'enterprise', 'other'] as const;
export type SourceLayer = (typeof SOURCE_LAYERS)[number];

/** 六、七、八个百分之百: how many of a site's items a city asks for. */
export const CHECKLIST_EDITIONS = ['6', '7', '8'] as const;
export type ChecklistEdition = (typeof CHECKLIST_EDITIONS)[number];

/** A checklist: its message key and those of its items, in order. Answers are pass, fail or not applicable per item. */
export interface Checklist {
  readonly layer: SourceLayer;
  readonly form: string;
  /** Which list of the site's it is; absent for the others, of which there is one. */
  readonly edition?: ChecklistEdition;
  readonly items: readonly {
    readonly code: string;
    readonly key: string;
    /** Answers that a picture has to show; the picture of a finding of the same visit does too. */
    readonly photoOn: readonly CheckResult[];
  }[];
}

const ITEMS: Readonly<Record<SourceLayer, readonly string[]>> = {
  /** The eight 100 % (六/七/八个百分之百): the first six are national, 7 and 8 local (domain.md §3). */
  site: [
    'enclosure',
    'cover',
    'wet_work',
    'wheel_wash',
    'hardening',
    'sealed_transport',
    'online_monitor',
    'machinery',
  ],
  road: ['dust_weight', 'spill', 'sweeping', 'sprinkling'],
  fume: ['purifier', 'running', 'cleaned', 'fuel', 'no_barbecue'],
  voc: ['vapour_recovery', 'sealed_storage', 'collection', 'carbon'],
  enterprise: ['facility', 'plan', 'ledger', 'off_peak', 'unorganised'],
  other: ['cover', 'wet', 'guard', 'no_burning'],
};

/**
 * The layer a source is shown and checked in. An enterprise with VOC work is a VOC source unless it is also on the ozone list
 * (profile.ozone); an unnamed source goes by what it looks like (profile.looksLike) and else to the rest.
 */
export function layerOf(kind: SourceKind, profile: SourceProfile = {}): SourceLayer {
  switch (kind) {
    case 'earthwork':
    case 'site':
    case 'demolition':
    case 'linear_works':
    case 'batching_plant':
      return 'site';
    case 'road':
    case 'checkpoint':
      return 'road';
    case 'restaurant':
    case 'market':
      return 'fume';
    case 'gas_station':
    case 'car_repair':
      return 'voc';
    case 'enterprise':
      return profile['voc'] === true && profile['ozone'] !== true ? 'voc' : 'enterprise';
    case 'small_polluter':
      return 'enterprise';
    case 'bare_land':
    case 'soil_yard':
    case 'freight_yard':
    case 'household_coal':
    case 'open_burning':
    case 'unnamed':
      return 'other';
    default:
      return exhaustive(kind);
  }
}

/** The checklist of a layer. `edition` shortens the site's list to the six or seven of a city that does not ask for all eight. */
export function checklistOf(layer: SourceLayer, edition: ChecklistEdition = '8'): Checklist {
  const codes = layer === 'site' ? ITEMS.site.slice(0, Number(edition)) : ITEMS[layer];
  return {
    layer,
    form: `trade_form_${layer}`,
    ...(layer === 'site' ? { edition } : {}),
    items: codes.map((code) => ({
      code,
      key: `trade_check_${layer}_${code}`,
      photoOn: layer === 'site' ? ['fail'] : [],
    })),
  };
}
