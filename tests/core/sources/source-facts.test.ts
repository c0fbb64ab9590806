import { describe, expect, it } from 'vitest';
import { sourceFacts, type SourceRow } from '../../../src/core/sources/source-facts.ts';

const row: SourceRow = {
  id: 'a',
  kind: 'earthwork',
  state: 'active',
  lng: 113.6,
  lat: 34.8,
  checks: 3,
  hits: 1,
  profile: null,
};

describe('sourceFacts', () => {
  it('counts ground as open unless most of it is covered', () => {
    expect(sourceFacts(row).open).toBe(true);
    expect(sourceFacts({ ...row, profile: { covered: 0.5 } }).open).toBe(true);
    expect(sourceFacts({ ...row, profile: { covered: 0.9 } }).open).toBe(false);
  });

  it('gives a building site its day, and none when it works at night', () => {
    expect(sourceFacts(row).hours).toEqual({ from: 6, to: 22 });
    expect(sourceFacts({ ...row, profile: { night: true } }).hours).toBeNull();
    expect(sourceFacts({ ...row, kind: 'enterprise' }).hours).toBeNull();
  });

  it('takes checks and finds from the row', () => {
    expect(sourceFacts(row)).toMatchObject({ checks: 3, withProblem: 1, toldToStop: false });
  });
});
