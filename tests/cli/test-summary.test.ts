import { expect, it } from 'vitest';
import { addSummaries, closingLine, countPlaywright, countVitest } from '../../src/cli/test-summary.mjs';

const unit = countVitest({
  testResults: [
    {
      name: '/a.test.ts',
      status: 'failed',
      assertionResults: [
        { fullName: 'one', status: 'passed' },
        { fullName: 'two', status: 'failed', failureMessages: ['expected 1 to be 2'] },
        { fullName: 'three', status: 'pending' },
        { fullName: 'four', status: 'todo', failureMessages: null },
      ],
    },
    { name: '/broken.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] },
    { name: '/b.test.ts', status: 'passed', assertionResults: [{ fullName: 'five', status: 'passed' }] },
  ],
});

const ends = countPlaywright({
  errors: [{ message: 'global setup failed' }],
  suites: [
    {
      title: 'loop.spec.ts',
      specs: [{ title: 'opens', tests: [{ status: 'expected', results: [{}] }] }],
      suites: [
        {
          title: 'tablet',
          specs: [
            {
              title: 'sends',
              tests: [{ status: 'unexpected', results: [{ error: { message: 'timeout' } }] }],
            },
            { title: 'retried', tests: [{ status: 'flaky', results: [{}, {}] }] },
            { title: 'later', tests: [{ status: 'skipped', results: [] }] },
          ],
        },
      ],
    },
  ],
});

it('counts failed tests, and files that fail outside any test', () => {
  expect(unit.passed).toBe(2);
  expect(unit.failures).toEqual([
    { name: '/a.test.ts › two', reason: 'expected 1 to be 2' },
    { name: '/broken.test.ts', reason: 'Cannot find module' },
  ]);
  expect(unit.skipped).toEqual(['/a.test.ts › three', '/a.test.ts › four']);
});

it('counts end-to-end tests at every depth, and errors outside them', () => {
  expect(ends.passed).toBe(2);
  expect(ends.failures.map((each) => each.name)).toEqual(['playwright', 'loop.spec.ts › tablet › sends']);
  expect(ends.skipped).toEqual(['loop.spec.ts › tablet › later']);
});

it('adds them up to the one closing line', () => {
  expect(closingLine(addSummaries([unit, ends]))).toBe('4 passed, 4 failed');
});
