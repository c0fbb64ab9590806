import 'fake-indexeddb/auto';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { client } from '../../src/api/client.ts';
import type { EventDraft } from '../../src/core/casework/events.ts';
import type { ProblemFound } from '../../src/core/casework/payloads.ts';
import { draftEvent, newId } from '../../src/offline/event-draft.ts';
import { saveFindingDraft } from '../../src/offline/finding-draft.ts';
import { findUnsent } from '../../src/offline/find-unsent.ts';
import { flush } from '../../src/offline/flush.ts';
import { enqueue, retry, type Entry, type PhotoDraft } from '../../src/offline/outbox.ts';
import { outboxStore } from '../../src/offline/outbox-store.ts';
import { refusedFinding } from '../../src/offline/refused-finding.ts';
import { replaceRefused } from '../../src/offline/replace-refused.ts';

const ME = 'me';
const AT = 1_000_000;
const PLACE = { lng: 113.6, lat: 34.8, accuracyM: 10, by: 'gps', reason: '' } as const;
const clock = () => AT;

let sent: string[];
let uploaded: string[];
let refuses: (draft: EventDraft) => boolean;

beforeEach(async () => {
  vi.restoreAllMocks();
  await Promise.all([outboxStore.items.clear(), outboxStore.photos.clear(), outboxStore.drafts.clear()]);
  [sent, uploaded, refuses] = [[], [], () => false];
  const part = (value: object) => btoa(JSON.stringify(value)).replace(/=/g, '');
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const token = `${part({ alg: 'HS256' })}.${part({ id: ME, exp, type: 'auth' })}.x`;
  client.authStore.save(token, { id: ME, collectionId: 'users', collectionName: 'users' });
  const data = { key: 'server_needs_photos_before', params: { count: 2 } };
  vi.spyOn(client, 'collection').mockImplementation((() => ({
    create: async (body: EventDraft | FormData) => {
      if (body instanceof FormData) {
        uploaded.push(`${body.get('id')} ${body.get('event')}`);
        return { id: body.get('id') };
      }
      if (refuses(body)) throw new ClientResponseError({ status: 400, response: { data } });
      sent.push(body.id);
      return { id: body.id };
    },
  })) as never);
});

const photoOf = (problem: string, phase: 'before' | 'after', name: string): PhotoDraft => ({
  id: newId(),
  subject: 'problems',
  subjectId: problem,
  phase,
  sha256: name.repeat(64).slice(0, 64),
  taken: { takenAt: AT, lng: PLACE.lng, lat: PLACE.lat },
  bytes: new Blob([name]),
});
const refs = (photos: readonly PhotoDraft[]) => photos.map(({ id, sha256 }) => ({ id, sha256 }));
const found = (problem: string, photos: readonly PhotoDraft[], more: Partial<ProblemFound> = {}): Entry => ({
  draft: draftEvent(
    'problem.found',
    problem,
    {
      category: 'dust.bare_soil',
      severity: 2,
      origin: 'patrol',
      source: 's1',
      task: 't1',
      place: PLACE,
      foundAt: AT - 5000,
      note: '北侧',
      ...more,
    },
    { photos: refs(photos) },
  ),
  photos,
});
const fixed = (problem: string, photos: readonly PhotoDraft[]): Entry => ({
  draft: draftEvent('problem.fixed_on_spot', problem, { note: '北侧' }, { seen: 1, photos: refs(photos) }),
  photos,
});
const visit = (problem: string): Entry => ({
  draft: draftEvent('task.visited', 't1', { source: 's1', result: 'found', at: AT, place: PLACE, note: '' }),
  after: [problem],
});

/** A finding put right on the spot, its visit, and another finding after it; the server has refused the first one. */
async function refusedOne() {
  const problem = newId();
  const [before, after] = [photoOf(problem, 'before', 'a'), photoOf(problem, 'after', 'b')];
  const entries = [found(problem, [before]), fixed(problem, [after]), visit(problem)] as const;
  const other = found(newId(), []);
  await enqueue(ME, [...entries, other], AT);
  const [first] = entries;
  refuses = ({ id }) => id === first.draft.id;
  await flush(ME, clock);
  expect(sent).toEqual([other.draft.id]);
  return { problem, before, after, first, second: entries[1], third: entries[2] };
}
const stateOf = async (id: string) => (await outboxStore.items.get(id))?.state;

describe('a refused finding', () => {
  it('comes back into the form with every field, the position at the shutter and every photo as recorded', async () => {
    const { before, after, first } = await refusedOne();
    const draft = await refusedFinding(ME, first.draft.id);
    expect(draft).toMatchObject({
      source: first.draft.id,
      category: 'dust.bare_soil',
      severity: '2',
      handling: 'on_spot',
      note: '北侧',
      pin: null,
      fix: { lng: PLACE.lng, lat: PLACE.lat, accuracyM: 10, at: AT - 5000 },
    });
    expect(draft?.before).toMatchObject([{ id: before.id, sha256: before.sha256, taken: before.taken }]);
    expect(draft?.after.map(({ id }) => id)).toEqual([after.id]);
    expect(draft?.before[0]?.bytes).toBeTruthy();
    expect(await refusedFinding('you', first.draft.id)).toBeNull();
  });

  it('one that was pinned by hand comes back with pin and reason', async () => {
    const problem = newId();
    const place = { ...PLACE, accuracyM: null, by: 'pin', reason: '楼间无信号' } as const;
    const entry = found(problem, [], { place });
    await enqueue(ME, [entry], AT);
    expect(await refusedFinding(ME, entry.draft.id)).toBeNull();
    refuses = () => true;
    await flush(ME, clock);
    expect(await refusedFinding(ME, entry.draft.id)).toMatchObject({
      handling: 'to_assign',
      pin: { lng: PLACE.lng, lat: PLACE.lat },
      pinReason: '楼间无信号',
      fix: null,
    });
  });

  it('is never sent again once it is put right; what builds on it follows the corrected one, each photo goes once', async () => {
    const { problem, before, after, first, second, third } = await refusedOne();
    const more = photoOf(problem, 'before', 'c');
    const again = found(problem, [before, more], { replaces: first.draft.id });
    const fixedAgain = fixed(problem, [after]);
    await saveFindingDraft({ author: ME, source: first.draft.id } as never);
    expect(await replaceRefused(ME, first.draft.id, [again, fixedAgain], AT)).toBe(true);
    expect(await outboxStore.drafts.count()).toBe(0);
    refuses = () => false;
    sent = [];
    // Whatever is pressed on the old one now, in this window or in another.
    await retry(first.draft.id);
    expect(await replaceRefused(ME, first.draft.id, [found(problem, [])], AT)).toBe(false);
    await flush(ME, clock);
    await flush(ME, clock);
    expect(sent).toEqual([again.draft.id, fixedAgain.draft.id, third.draft.id]);
    const once = [before, more].map(({ id }) => `${id} ${again.draft.id}`);
    expect(uploaded.sort()).toEqual([...once, `${after.id} ${fixedAgain.draft.id}`].sort());
    expect(await outboxStore.items.get(first.draft.id)).toMatchObject({
      state: 'replaced',
      replacedBy: again.draft.id,
      draft: first.draft,
      reason: { key: 'server_needs_photos_before', params: { count: 2 } },
    });
    expect(await outboxStore.items.get(second.draft.id)).toMatchObject({
      state: 'replaced',
      replacedBy: fixedAgain.draft.id,
    });
    expect((await findUnsent(ME, 'problem.found', problem))?.id).toBe(again.draft.id);
  });

  it('left to be assigned after all takes the fixing with it, and a photo taken out stays where it was', async () => {
    const { problem, before, after, first, second, third } = await refusedOne();
    const again = found(problem, [photoOf(problem, 'before', 'd')], { replaces: first.draft.id });
    await replaceRefused(ME, first.draft.id, [again], AT);
    refuses = () => false;
    sent = [];
    await flush(ME, clock);
    expect(sent).toEqual([again.draft.id, third.draft.id]);
    expect(await outboxStore.items.get(second.draft.id)).toMatchObject({
      state: 'replaced',
      replacedBy: again.draft.id,
    });
    for (const photo of [before, after])
      expect((await outboxStore.photos.get(photo.id))?.state).toBe('set_aside');
    expect(uploaded).toHaveLength(1);
  });

  it('refused once more is put right once more; nothing of it is stored when it cannot be whole', async () => {
    const { problem, before, first } = await refusedOne();
    const again = found(problem, [before], { replaces: first.draft.id });
    await expect(replaceRefused(ME, first.draft.id, [again, again], AT)).rejects.toThrow();
    expect(await stateOf(first.draft.id)).toBe('refused');
    await replaceRefused(ME, first.draft.id, [again], AT);
    refuses = ({ id }) => id === again.draft.id;
    await flush(ME, clock);
    expect(await stateOf(again.draft.id)).toBe('refused');
    const draft = await refusedFinding(ME, again.draft.id);
    expect(draft?.before.map(({ id }) => id)).toEqual([before.id]);
    const third = found(problem, [before], { replaces: again.draft.id });
    expect(await replaceRefused(ME, again.draft.id, [third], AT)).toBe(true);
    refuses = () => false;
    await flush(ME, clock);
    expect(await stateOf(third.draft.id)).toBe('confirmed');
    expect(uploaded).toEqual([`${before.id} ${third.draft.id}`]);
  });

  it('a step refused for want of pictures is mended alone: what it builds on stays as it is', async () => {
    const problem = newId();
    const [before, after, more] = [
      photoOf(problem, 'before', 'a'),
      photoOf(problem, 'after', 'b'),
      photoOf(problem, 'after', 'c'),
    ];
    const first = found(problem, [before]);
    const step = fixed(problem, [after]);
    await enqueue(ME, [first, step], AT);
    refuses = ({ id }) => id === step.draft.id;
    await flush(ME, clock);
    expect(await stateOf(step.draft.id)).toBe('refused');
    const again = {
      draft: { ...step.draft, id: newId(), photos: refs([after, more]) },
      photos: [after, more],
    };
    expect(await replaceRefused(ME, step.draft.id, [again], AT)).toBe(true);
    await flush(ME, clock);
    expect([
      await stateOf(first.draft.id),
      await stateOf(step.draft.id),
      await stateOf(again.draft.id),
    ]).toEqual(['confirmed', 'replaced', 'confirmed']);
    const once = [after, more].map(({ id }) => `${id} ${again.draft.id}`);
    expect(uploaded.sort()).toEqual([`${before.id} ${first.draft.id}`, ...once].sort());
  });

  it('one that somebody else made on this device is not touched', async () => {
    const { problem, first } = await refusedOne();
    expect(await replaceRefused('you', first.draft.id, [found(problem, [])], AT)).toBe(false);
    expect(await stateOf(first.draft.id)).toBe('refused');
  });
});
