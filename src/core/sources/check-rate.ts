/** Answer to one item of a checklist. */
export const CHECK_RESULTS = ['pass', 'fail', 'na'] as const;
export type CheckResult = (typeof CHECK_RESULTS)[number];

/**
 * Passes ÷ applicable items, in percent with one decimal; "not applicable" leaves the divisor.
 * null when nothing applied or nothing was answered.
 */
export function checkRate(items: Readonly<Record<string, CheckResult>>): number | null {
  const answers = Object.values(items).filter((each) => each !== 'na');
  if (answers.length === 0) return null;
  return Math.round((answers.filter((each) => each === 'pass').length / answers.length) * 1000) / 10;
}
