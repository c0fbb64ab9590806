import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { draftEvent, newId } from '../../src/offline/event-draft.ts';
import { unsentWork } from '../../src/offline/export-unsent.ts';
import { enqueue, type PhotoDraft } from '../../src/offline/outbox.ts';
import { outboxStore } from '../../src/offline/outbox-store.ts';

const ME = 'me';
const AT = 1_000_000;

function finding(): { draft: ReturnType<typeof draftEvent>; photos: PhotoDraft[] } {
  const draft = draftEvent('problem.found', newId(), { note: '裸土' } as never);
  const photo: PhotoDraft = {
    id: newId(),
    subject: 'problems',
    subjectId: draft.subjectId,
    phase: 'before',
    sha256: 'ab'.repeat(32),
    taken: { takenAt: AT },
    bytes: new Blob(['jpeg']),
  };
  return { draft, photos: [photo] };
}

beforeEach(async () => {
  await Promise.all([outboxStore.items.clear(), outboxStore.photos.clear(), outboxStore.drafts.clear()]);
});

it('unsent work as a file: every event as it is sent, in order, with its photos’ hashes; nobody else’s', async () => {
  const [first, second] = [finding(), finding()];
  await enqueue(ME, [first, second], AT);
  await enqueue('another', [finding()], AT);
  const work = JSON.parse(JSON.stringify(await unsentWork(ME, AT + 1))) as Awaited<
    ReturnType<typeof unsentWork>
  >;
  expect(work).toMatchObject({ format: 'shangfeng-unsent', version: 1, author: ME, exportedAt: AT + 1 });
  expect(work.events.map((each) => each.event)).toEqual([first.draft, second.draft]);
  const [photo] = first.photos;
  expect(work.events[0]?.photos).toMatchObject([
    { id: photo!.id, phase: 'before', sha256: photo!.sha256, taken: { takenAt: AT }, state: 'waiting' },
  ]);
});

it('unsent work leaves out what has arrived, keeps a confirmed event whose photo has not, and what was refused', async () => {
  const [arrived, half, refused] = [finding(), finding(), finding()];
  await enqueue(ME, [arrived, half, refused], AT);
  for (const { draft } of [arrived, half]) await outboxStore.items.update(draft.id, { state: 'confirmed' });
  await outboxStore.photos.update(arrived.photos[0]!.id, { state: 'confirmed' });
  await outboxStore.items.update(refused.draft.id, { state: 'refused', reason: { key: 'server_no_right' } });
  const { events } = await unsentWork(ME, AT);
  expect(events.map((each) => [each.event.id, each.state])).toEqual([
    [half.draft.id, 'confirmed'],
    [refused.draft.id, 'refused'],
  ]);
});

it('a finding that two windows of one person went on with is stored by the first only', async () => {
  const { draft, photos } = finding();
  const twin = { draft: draftEvent('problem.found', newId(), { note: '裸土' } as never), photos };
  expect(await enqueue(ME, [{ draft, photos }], AT)).toBe(true);
  expect(await enqueue(ME, [twin], AT)).toBe(false);
  expect(await outboxStore.items.toCollection().primaryKeys()).toEqual([draft.id]);
  expect(await outboxStore.photos.count()).toBe(1);
});
