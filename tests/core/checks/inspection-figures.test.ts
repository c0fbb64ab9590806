import { expect, test } from 'vitest';
import type { Row } from '../../../src/core/casework/act.ts';
import { groupDay, proposedRevisits } from '../../../src/core/checks/inspection-figures.ts';

const row = (id: string, more: object): Row => ({ id, source: 's', group: 'g', at: 10, ...more });

test("0.28 0.29 a group's day shows talks, obstructions and shut gates of that day and group only", () => {
  const rows = [
    row('a', { result: 'education', education: { people: 8, topic: '大气法' } }),
    row('b', { result: 'found', education: { people: 3, topic: '大气法' } }),
    row('c', { result: 'obstructed' }),
    row('d', { result: 'locked', at: 20 }),
    row('e', { result: 'locked', group: 'other' }),
  ];
  expect(groupDay(rows, 'g', 0, 20)).toEqual({
    checks: 3,
    obstructed: 1,
    locked: 0,
    talks: 2,
    listeners: 11,
  });
});

test('0.31 a shut gate is to be visited again until somebody has passed it', () => {
  const shut = row('a', { result: 'locked', revisitDueAt: 50 });
  const again = row('b', { result: 'obstructed', at: 20, revisitDueAt: 60, followUp: 'police' });
  const other = row('c', { source: 'u', result: 'obstructed', revisitDueAt: 40, followUp: 'police' });
  expect(proposedRevisits([again, shut, other])).toEqual([
    { inspection: 'c', source: 'u', dueAt: 40, police: true },
    { inspection: 'a', source: 's', dueAt: 50, police: false },
  ]);
  expect(proposedRevisits([shut, again, row('d', { at: 30, result: 'nothing' })])).toEqual([]);
});
