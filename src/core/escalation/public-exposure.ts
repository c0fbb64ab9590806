import { text, count, type Row } from '../casework/act.ts';
import type { Instant } from '../units.ts';
import type { FollowUpArticle, Medium, Redaction } from './escalation-kinds.ts';
import { articlesOf } from './exposure.ts';

/** An article as anybody may read it: no person, no unit's handler, no photo, no number of a case. */
export interface PublicExposure {
  readonly id: string;
  readonly medium: Medium;
  readonly title: string;
  readonly link: string;
  readonly publishedAt: Instant;
  readonly problems: readonly PublicProblem[];
  readonly followUps: readonly FollowUpArticle[];
  /** No second article came in time. */
  readonly followUpLate: boolean;
}
export interface PublicProblem {
  readonly category: string;
  readonly severity: number;
  /** Id of the town. */
  readonly town: string;
  readonly foundAt: Instant;
  readonly fixed: boolean;
  /** Null when the place is masked: then only its kind is told. */
  readonly place: { readonly name: string; readonly lng: number; readonly lat: number } | null;
  readonly kind: string;
}

/**
 * What the public page shows of a row of `exposures`; null when it is withheld or withdrawn. `problems` and `sources` are rows by id;
 * a case that is void or unknown by now is left out. Coordinates WGS-84, rounded to about 100 m.
 */
export function publicExposure(
  exposure: Row,
  problems: ReadonlyMap<string, Row>,
  sources: ReadonlyMap<string, Row>,
): PublicExposure | null {
  const redaction = text(exposure, 'redaction') as Redaction;
  if (redaction === 'withheld' || text(exposure, 'state') === 'withdrawn') return null;
  const told = ((exposure['problems'] as readonly string[] | null) ?? [])
    .map((each) => problems.get(each))
    .filter((each): each is Row => each !== undefined && text(each, 'state') !== 'void')
    .map((each) => publicProblem(each, sources.get(text(each, 'source')), redaction === 'masked'));
  return {
    id: exposure.id,
    medium: text(exposure, 'medium') as Medium,
    title: text(exposure, 'title'),
    link: text(exposure, 'link'),
    publishedAt: count(exposure, 'publishedAt'),
    problems: told,
    followUps: articlesOf(exposure).map(({ at, title, link, result }) => ({ at, title, link, result })),
    followUpLate: count(exposure, 'overdueAt') > 0,
  };
}

function publicProblem(problem: Row, source: Row | undefined, masked: boolean): PublicProblem {
  const place =
    masked || !source
      ? null
      : { name: text(source, 'name'), lng: rough(count(source, 'lng')), lat: rough(count(source, 'lat')) };
  return {
    category: text(problem, 'category'),
    severity: count(problem, 'severity'),
    town: text(problem, 'town'),
    foundAt: count(problem, 'foundAt'),
    fixed: text(problem, 'state') === 'closed',
    place,
    kind: source ? text(source, 'kind') : 'unnamed',
  };
}

function rough(degrees: number): number {
  return Math.round(degrees * 1000) / 1000;
}
