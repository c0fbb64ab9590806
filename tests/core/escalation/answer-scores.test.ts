import { describe, expect, test } from 'vitest';
import type { Row } from '../../../src/core/casework/act.ts';
import { answerPoints, answerScores, lateOrders } from '../../../src/core/escalation/answer-scores.ts';
import { coRegulator, CO_UNIT, dispatcher, HOUR, leader, regulator, UNIT } from '../casework/case-steps.ts';
import { MemoryWorld, NOW } from '../casework/memory-world.ts';

const DAY = 24 * HOUR;
const part = (unit: string | null, days: number, what = '核实') => ({ what, unit, dueAt: NOW + days * DAY });
/** An order whose parts are done by their units on some day; null = not yet. */
function told(
  parts: readonly (readonly [unit: string | null, due: number, done: number | null])[],
): MemoryWorld {
  const world = new MemoryWorld();
  world.send(dispatcher, 'directive.received', 'directive000001', {
    level: 'city',
    theirNo: '',
    issuer: '市攻坚办',
    title: '核实裸土',
    text: '',
    receivedAt: NOW,
    answerDueAt: NOW + 5 * DAY,
    owner: null,
    items: parts.map(([unit, due]) => part(unit, due)),
    problems: [],
  });
  for (const [item, [unit, , done]] of parts.entries()) {
    if (done === null) continue;
    world.now = NOW + done * DAY;
    const who = unit === UNIT ? regulator : unit === CO_UNIT ? coRegulator : dispatcher;
    world.send(who, 'directive.item_done', 'directive000001', { item, note: '已办' });
  }
  return world;
}
const scores = (rows: readonly Row[], days = 9) => answerScores(rows, NOW, NOW + days * DAY);

describe('1.27 overdue answers lower the score of a unit', () => {
  test('1.27 each unit by its own parts: in time, late, and not done at all', () => {
    const world = told([
      [UNIT, 1, 0.5],
      [UNIT, 2, 3],
      [UNIT, 3, null],
      [UNIT, 4, 4],
      [CO_UNIT, 2, 1],
      [null, 1, null],
    ]);
    expect(scores(world.all('directives'))).toEqual([
      {
        unit: UNIT,
        due: 4,
        inTime: 2,
        points: 5,
        late: [
          {
            directive: 'directive000001',
            title: '核实裸土',
            what: '核实',
            dueAt: NOW + 2 * DAY,
            doneAt: NOW + 3 * DAY,
          },
          { directive: 'directive000001', title: '核实裸土', what: '核实', dueAt: NOW + 3 * DAY, doneAt: 0 },
        ],
        kept: [
          expect.objectContaining({ dueAt: NOW + DAY }),
          expect.objectContaining({ dueAt: NOW + 4 * DAY }),
        ],
      },
      {
        unit: CO_UNIT,
        due: 1,
        inTime: 1,
        points: 10,
        late: [],
        kept: [expect.objectContaining({ doneAt: NOW + DAY })],
      },
    ]);
  });

  test('1.27 what is not due yet lowers nothing, and who was asked nothing has the full points', () => {
    const world = told([[UNIT, 6, null]]);
    expect(scores(world.all('directives'), 5)).toEqual([]);
    expect(answerPoints(scores(world.all('directives'), 5), UNIT)).toBe(10);
    expect(answerPoints(scores(world.all('directives'), 7), UNIT)).toBe(0);
    expect(scores([])).toEqual([]);
  });

  test('1.27 a part that is sent back is in time only when it is done again in time', () => {
    const world = told([[UNIT, 4, 1]]);
    const at = (days: number) => (world.now = NOW + days * DAY);
    at(2);
    world.send(leader, 'directive.item_reviewed', 'directive000001', {
      item: 0,
      accepted: false,
      note: '缺照片',
    });
    expect(scores(world.all('directives'))[0]).toMatchObject({ points: 0 });
    at(3);
    world.send(regulator, 'directive.item_done', 'directive000001', { item: 0, note: '补' });
    expect(scores(world.all('directives'))[0]).toMatchObject({ points: 10 });
  });

  test('1.27 the answer to above is the office’s: late while it waits, and after it came late', () => {
    const world = told([]);
    const late = () => lateOrders(world.all('directives'), NOW, NOW + 9 * DAY);
    expect(lateOrders(world.all('directives'), NOW, NOW + 4 * DAY)).toEqual([]);
    expect(late()).toMatchObject([{ title: '核实裸土', doneAt: 0 }]);
    world.now = NOW + 6 * DAY;
    world.send(dispatcher, 'directive.answered', 'directive000001', { note: '迟复' });
    expect(late()).toMatchObject([{ doneAt: NOW + 6 * DAY }]);
  });
});
