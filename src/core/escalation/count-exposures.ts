import { count, text, type Row } from '../casework/act.ts';
import { idsOf } from '../casework/parties.ts';
import type { Instant } from '../units.ts';
import { MEDIA, type Medium } from './escalation-kinds.ts';

export interface ExposureCounts {
  readonly articles: number;
  /** Different firms. */
  readonly firms: number;
  /** Firms of each article together: one article about three counts three. */
  readonly mentions: number;
  readonly byMedium: Readonly<Record<Medium, number>>;
  /** Articles by source. */
  readonly byFirm: ReadonlyMap<string, number>;
  /** Without a second article in time. */
  readonly late: number;
}

/** Totals of the articles published in [from, until); withdrawn ones count nowhere (features 0.25, 0.37). */
export function countExposures(rows: readonly Row[], from: Instant, until: Instant): ExposureCounts {
  const told = rows.filter((each) => {
    const at = count(each, 'publishedAt');
    return text(each, 'state') !== 'withdrawn' && at >= from && at < until;
  });
  const byFirm = new Map<string, number>();
  for (const firm of told.flatMap((each) => idsOf(each, 'sources')))
    byFirm.set(firm, (byFirm.get(firm) ?? 0) + 1);
  const of = (medium: Medium): number => told.filter((each) => each['medium'] === medium).length;
  return {
    articles: told.length,
    firms: byFirm.size,
    mentions: [...byFirm.values()].reduce((sum, each) => sum + each, 0),
    byMedium: Object.fromEntries(MEDIA.map((each) => [each, of(each)])) as Record<Medium, number>,
    byFirm,
    late: told.filter((each) => count(each, 'overdueAt') > 0).length,
  };
}
