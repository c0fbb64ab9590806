import { expect, test } from 'vitest';
import type { ProblemRecord } from '../../src/schema/records.ts';
import { mergeChoices, presetChoice } from '../../src/screens/cases/steps/merge-choices.ts';

const row = (id: string, more: Partial<ProblemRecord> = {}): ProblemRecord =>
  ({
    ...{ id, category: 'dust.bare_soil', state: 'found', lng: 113.6, lat: 34.8, foundAt: 1_000, linked: '' },
    ...more,
  }) as ProblemRecord;

test('a case is merged only into one nearby that is still worked on, and only such a one is preset', () => {
  const near = [
    row('self', { linked: 'closed' }),
    row('open', { lng: 113.6001 }),
    row('closed', { state: 'closed' }),
    row('held', { state: 'suspended' }),
    row('void', { state: 'void' }),
  ];
  const choices = mergeChoices(near[0]!, near);
  expect(choices.map((each) => each.id)).toEqual(['open']);
  expect(presetChoice(near[0]!, choices)).toBe('');
  expect(presetChoice(row('self', { linked: 'open' }), choices)).toBe('open');
});
