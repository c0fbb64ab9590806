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

export function needsPapers(category: string): boolean {
  return WITH_PAPERS.includes(category);
}
