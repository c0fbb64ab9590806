import { readFileSync } from 'node:fs';
import type { AreaGeometry } from '../../core/geo.ts';
import type { PaperBook } from '../../core/papers/paper-kinds.ts';
import type { LineGeometry } from '../../core/territory/line-geometry.ts';

export interface DistrictFence {
  readonly code: string;
  readonly name: string;
  readonly lng: number;
  readonly lat: number;
  readonly polygon: AreaGeometry;
}

export interface TownNames {
  readonly code: string;
  readonly name: string;
  readonly villages: readonly (readonly [code: string, name: string])[];
}

export interface RoadLine {
  readonly name: string;
  readonly class: 'expressway' | 'trunk' | 'main' | 'branch' | 'river';
  readonly line: LineGeometry;
}

export type CaseWord =
  | 'cover'
  | 'clean'
  | 'fix'
  | 'invoice'
  | 'refuse'
  | 'suspend'
  | 'dispute'
  | 'fail'
  | 'deny'
  | 'permit'
  | 'dragnet'
  | 'order'
  | 'obstacle'
  | 'witness'
  | 'talk';

export type LadderWord =
  | 'reason'
  | 'article_one'
  | 'article_two'
  | 'article_three'
  | 'follow_up'
  | 'interviewed'
  | 'minutes'
  | 'promise_one'
  | 'promise_two'
  | 'team'
  | 'law'
  | 'law_article'
  | 'criterion'
  | 'issuer'
  | 'order_one'
  | 'order_two'
  | 'order_three'
  | 'meeting'
  | 'meeting_minutes'
  | 'meeting_note'
  | 'residents'
  | 'property'
  | 'part'
  | 'done';

/** Words of the demonstration city, see data/demo-names.json. */
export interface DemoNames {
  /** What is written in cases, each marked as a demonstration. */
  readonly cases: Readonly<Record<CaseWord, string>>;
  /** Who issues papers, and what their numbers begin with. */
  readonly papers: PaperBook;
  readonly paper_words: Readonly<Record<'signer' | 'office' | 'void', string>>;
  /** What is written in articles, steps and orders from above. */
  readonly ladder: Readonly<Record<LadderWord, string>>;
  readonly city: string;
  readonly units: Readonly<Record<string, string>>;
  readonly site_unit: string;
  readonly groups: Readonly<Record<string, string>>;
  readonly users: Readonly<Record<string, string>>;
  readonly posts: Readonly<Record<string, string>>;
  readonly stations: Readonly<Record<string, string>>;
  readonly operator: string;
  readonly feeds: Readonly<Record<'replay' | 'push', string>>;
  readonly surnames: string;
  readonly someone: string;
  readonly places: readonly string[];
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly fixed: Readonly<Record<string, string>>;
  readonly priorities: Readonly<Record<string, string>>;
}

interface Feature<P, G> {
  readonly properties: P;
  readonly geometry: G;
}

/** Fences of the city's districts and of its neighbours beyond the river. */
export const districts: readonly DistrictFence[] = (
  read('districts.geojson') as {
    features: Feature<{ code: string; name: string; lng: number; lat: number }, AreaGeometry>[];
  }
).features.map(({ properties, geometry }) => ({
  code: properties.code,
  name: properties.name,
  lng: properties.lng,
  lat: properties.lat,
  polygon: geometry,
}));

export const towns: readonly TownNames[] = (read('huiji-towns.json') as { towns: TownNames[] }).towns;

export const roadLines: readonly RoadLine[] = (
  read('roads.geojson') as { features: Feature<{ name: string; class: RoadLine['class'] }, LineGeometry>[] }
).features.map(({ properties, geometry }) => ({
  name: properties.name,
  class: properties.class,
  line: geometry,
}));

export const demoNames = read('demo-names.json') as DemoNames;

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../data/${file}`, import.meta.url), 'utf8'));
}
