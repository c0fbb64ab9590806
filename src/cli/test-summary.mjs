// @ts-check

/**
 * @typedef {object} Summary
 * @property {number} passed
 * @property {{ name: string, reason: string }[]} failures
 * @property {string[]} skipped names
 */

/**
 * @typedef {object} VitestReport
 * @property {{ name: string, status: string, message?: string, assertionResults: { fullName: string, status: string, failureMessages?: string[] | null }[] }[]} testResults
 */

/**
 * @typedef {object} PlaywrightSuite
 * @property {string} title
 * @property {PlaywrightSuite[]} [suites]
 * @property {{ title: string, tests: { status: string, results: { error?: { message?: string } }[] }[] }[]} [specs]
 */

/**
 * Counts vitest's JSON report; a file that fails outside any test counts as one failure.
 * @param {VitestReport} report
 * @returns {Summary}
 */
export function countVitest(report) {
  const summary = emptySummary();
  for (const file of report.testResults) {
    const before = summary.failures.length;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') summary.passed += 1;
      else if (test.status === 'failed') {
        summary.failures.push({
          name: `${file.name} › ${test.fullName}`,
          reason: test.failureMessages?.join('\n') ?? '',
        });
      } else summary.skipped.push(`${file.name} › ${test.fullName}`);
    }
    if (file.status === 'failed' && summary.failures.length === before) {
      summary.failures.push({ name: file.name, reason: file.message ?? '' });
    }
  }
  return summary;
}

/**
 * Counts Playwright's JSON report; a test that passed only on a second try counts as passed.
 * @param {{ suites: PlaywrightSuite[], errors?: { message?: string }[] }} report
 * @returns {Summary}
 */
export function countPlaywright(report) {
  const summary = emptySummary();
  for (const error of report.errors ?? []) {
    summary.failures.push({ name: 'playwright', reason: error.message ?? '' });
  }
  /** @param {PlaywrightSuite} suite @param {string} path */
  const walk = (suite, path) => {
    const here = path ? `${path} › ${suite.title}` : suite.title;
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const name = `${here} › ${spec.title}`;
        if (test.status === 'expected' || test.status === 'flaky') summary.passed += 1;
        else if (test.status === 'skipped') summary.skipped.push(name);
        else summary.failures.push({ name, reason: test.results.at(-1)?.error?.message ?? '' });
      }
    }
    for (const each of suite.suites ?? []) walk(each, here);
  };
  for (const suite of report.suites) walk(suite, '');
  return summary;
}

/**
 * @param {Summary[]} summaries
 * @returns {Summary}
 */
export function addSummaries(summaries) {
  return {
    passed: summaries.reduce((sum, each) => sum + each.passed, 0),
    failures: summaries.flatMap((each) => each.failures),
    skipped: summaries.flatMap((each) => each.skipped),
  };
}

/**
 * The closing line that machines read; always English.
 * @param {Summary} summary
 */
export function closingLine({ passed, failures }) {
  return `${passed} passed, ${failures.length} failed`;
}

/** @returns {Summary} */
function emptySummary() {
  return { passed: 0, failures: [], skipped: [] };
}
