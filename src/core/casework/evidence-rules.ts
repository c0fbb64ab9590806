import { USUAL_EVIDENCE, type CategoryEvidence } from './category-catalogue.ts';

/** Categories that are only put right with papers: a purifier has an invoice, a plan has a report (domain.md §4: permits, invoices). */
const WITH_PAPERS: readonly string[] = [
  'dust.no_monitor',
  'fume.no_purifier',
  'ent.illegal_small',
  'ent.unorganised',
  'ent.voc',
  'ent.exceed',
  'gas.illegal',
  'gas.vapour',
  'truck.unlicensed',
  'machine.no_code',
];

/** What a case of a category has to show; the tablet's form and the event door ask the same. */
export interface EvidenceRule extends CategoryEvidence {
  readonly needsPapers: boolean;
}

/** `edition`: what the category's edition says, null where it says nothing and the product's own rule holds. */
export function evidenceRule(category: string, edition: CategoryEvidence | null): EvidenceRule {
  const { photosBefore, photosAfter, papers } = edition ?? USUAL_EVIDENCE;
  return {
    photosBefore: Math.max(1, photosBefore),
    // Without one nobody can tell that anything was put right (domain.md §4).
    photosAfter: Math.max(1, photosAfter),
    papers,
    needsPapers: edition ? papers.length > 0 : WITH_PAPERS.includes(category),
  };
}
