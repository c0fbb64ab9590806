/** Answer to one item of a checklist. */
export const CHECK_RESULTS = ['pass', 'fail', 'na'] as const;
export type CheckResult = (typeof CHECK_RESULTS)[number];

/**
 * Passes ÷ applicable items, in percent with one decimal; "not applicable" leaves the divisor.
 * null when nothing applied or nothing was answered.
 */
export function checkRate(items: Readonly<Record<string, CheckResult>>): number | null {
  return pooledRate([items]).rate;
}

/** The same over many checks of one source: all passes ÷ all applicable items, not the mean of the rates. */
export function pooledRate(checks: readonly Readonly<Record<string, CheckResult>>[]): {
  readonly passes: number;
  readonly applicable: number;
  readonly rate: number | null;
} {
  const answers = checks.flatMap((items) => Object.values(items)).filter((each) => each !== 'na');
  const passes = answers.filter((each) => each === 'pass').length;
  const applicable = answers.length;
  return {
    passes,
    applicable,
    rate: applicable === 0 ? null : Math.round((passes / applicable) * 1000) / 10,
  };
}
