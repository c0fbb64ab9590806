import { beforeEach, expect, test, vi } from 'vitest';
import type { EventDraft } from '../../src/core/casework/events.ts';

const sent: EventDraft[] = [];
let answer: () => void;

vi.mock('../../src/api/events.ts', () => ({
  EventRefused: class EventRefused extends Error {},
  sendEvent: (draft: EventDraft) => {
    sent.push(draft);
    return Promise.resolve().then(() => answer());
  },
}));

const { makeRow } = await import('../../src/state/make-row.ts');
const { EventRefused } = await import('../../src/api/events.ts');
const cut = (): never => {
  throw new Error('no answer');
};
const refuse = (): never => {
  throw new EventRefused({ key: 'server_no_such_unit' }, false, null);
};
const order = (unit: string) => ({
  ...{ kind: 'batch' as const, problems: ['p'.repeat(15)], unit, coUnits: [], basis: '' },
  ...{ deadlineAt: 1, note: '' },
});

beforeEach(() => {
  sent.length = 0;
  answer = () => undefined;
});

test('pressing again after a cut line sends the same event, so that no second row is made', async () => {
  answer = cut;
  await expect(makeRow('order.sent', order('a'))).rejects.toThrow('no answer');
  await expect(makeRow('order.sent', order('a'))).rejects.toThrow('no answer');
  answer = () => undefined;
  const row = await makeRow('order.sent', order('a'));
  expect(new Set(sent.map((each) => each.id)).size).toBe(1);
  expect(row).toBe(sent[0]!.subjectId);
  // Answered: the same order once more is a new one.
  expect(await makeRow('order.sent', order('a'))).not.toBe(row);
});

test('a refusal is an answer, and another wish is another event', async () => {
  answer = refuse;
  await expect(makeRow('order.sent', order('b'))).rejects.toBeInstanceOf(EventRefused);
  answer = cut;
  await expect(makeRow('order.sent', order('b'))).rejects.toThrow('no answer');
  await expect(makeRow('order.sent', order('c'))).rejects.toThrow('no answer');
  expect(new Set(sent.map((each) => each.id)).size).toBe(3);
});

test('a wish that a person names counts, not the time of the press', async () => {
  answer = cut;
  const at = (deadlineAt: number) => ({ ...order('d'), deadlineAt });
  await expect(makeRow('order.sent', at(1), ['d'])).rejects.toThrow('no answer');
  answer = () => undefined;
  await makeRow('order.sent', at(2), ['d']);
  expect(sent[1]).toEqual(sent[0]);
});
