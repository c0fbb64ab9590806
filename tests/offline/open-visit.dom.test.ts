import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { VISIT_MS } from '../../src/core/casework/visit-time.ts';
import { isHeldBack } from '../../src/offline/dependencies.ts';
import { draftEvent, newId } from '../../src/offline/event-draft.ts';
import { closeVisit, storeOnVisit, type OpenVisit } from '../../src/offline/open-visit.ts';
import type { Entry } from '../../src/offline/outbox.ts';
import { outboxStore } from '../../src/offline/outbox-store.ts';

const AT = 1_800_000_000_000;
const PLACE = { lng: 113.6, lat: 34.8, accuracyM: 10, by: 'gps', reason: '' } as const;
const SOURCE = 's00000000000001';

beforeEach(async () => {
  await Promise.all([outboxStore.items.clear(), outboxStore.visits.clear(), outboxStore.drafts.clear()]);
});

const point = ({ inspection }: OpenVisit, before: OpenVisit | null): Entry[] => [
  ...(before
    ? []
    : [
        {
          draft: draftEvent('inspection.made', inspection, {
            ...{ source: SOURCE, task: null, mode: 'regular', outcome: 'found', at: AT, place: PLACE },
            ...{ note: '', witness: '', police: false, education: null },
          }),
        },
      ]),
  {
    draft: draftEvent('problem.found', newId(), {
      ...{ category: 'dust.bare_soil', severity: 1, origin: 'patrol', source: SOURCE, task: null },
      ...{ place: PLACE, foundAt: AT, note: '', inspection },
    }),
  },
];
const store = (at = AT, task: string | null = null, author = 'me') =>
  storeOnVisit({ author, source: SOURCE, task, mode: 'regular', answers: null }, at, point);
const made = async () =>
  (await outboxStore.items.toArray()).filter((each) => each.draft.type === 'inspection.made');

test('0.11 points stored at the same moment in two windows are of one inspection, which goes before them', async () => {
  expect(await Promise.all([store(), store(), store()])).toEqual([true, true, true]);
  const items = await outboxStore.items.orderBy('order').toArray();
  expect(items.map((each) => each.draft.type)).toEqual([
    'inspection.made',
    'problem.found',
    'problem.found',
    'problem.found',
  ]);
  const [first, ...points] = items;
  for (const each of points) expect(isHeldBack(each, [first!])).toBe(true);
  // Let go of, it holds nothing back: the server says what becomes of its points.
  for (const each of points) expect(isHeldBack(each, [{ ...first!, state: 'set_aside' }])).toBe(false);
});

interface Wish {
  readonly at?: number;
  readonly task?: string;
  readonly author?: string;
}
const OTHERS: readonly (readonly [string, () => unknown, Wish])[] = [
  ['is ended', () => endIt(), {}],
  ['was too long ago', () => undefined, { at: AT + VISIT_MS + 1 }],
  ['was on another task', () => undefined, { task: 't00000000000001' }],
  ['was another person’s', () => undefined, { author: 'other' }],
  ['was refused', () => outboxStore.items.toCollection().modify({ state: 'refused' }), {}],
];
test.each(OTHERS)(
  'a visit that %s does not go on',
  async (_, first, { at = AT, task = null, author = 'me' }) => {
    await store();
    await first();
    await store(at, task, author);
    const ids = (await made()).map((each) => each.draft.subjectId);
    expect(new Set(ids).size).toBe(2);
  },
);

test('what is stored when it ends goes with it, and a newer one stays open', async () => {
  await store();
  const [visit] = await outboxStore.visits.toArray();
  const talk = draftEvent('inspection.amended', visit!.inspection, {
    education: { whom: '班组', people: 3, topic: '大气法' },
  });
  await closeVisit(visit!, [{ draft: talk }], AT);
  expect(await outboxStore.visits.count()).toBe(0);
  expect(await outboxStore.items.get(talk.id)).toBeDefined();
  await store();
  await closeVisit(visit!, [], AT);
  expect(await outboxStore.visits.count()).toBe(1);
});

async function endIt(): Promise<void> {
  const [visit] = await outboxStore.visits.toArray();
  await closeVisit(visit!, [], AT);
}
