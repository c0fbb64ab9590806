import { beforeAll, describe, expect, test } from 'vitest';
import { client } from '../../src/api/client.ts';
import { fetchCase } from '../../src/api/problem-cases.ts';
import { fetchFirstPhotos } from '../../src/api/problems-near.ts';
import { id } from './city.ts';
import { draft, found, newId, sha256, onSpot } from './drafts.ts';
import { startServer, type Client, type Reply, type TestServer } from './harness.ts';

const PHOTOS = '/api/collections/photos/records';
const EVENTS = '/api/collections/events/records';
/** The smallest JPEG that a decoder takes, one grey pixel, with text after its end so that two of them differ. */
const jpeg = (mark: string): Uint8Array =>
  Buffer.concat([
    Buffer.from(
      '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=',
      'base64',
    ),
    Buffer.from(mark),
  ]);

let server: TestServer;
let inspector: Client;

beforeAll(async () => {
  server = await startServer();
  inspector = await server.as('inspector');
});

interface Photo {
  readonly id?: string;
  readonly event?: string;
  readonly bytes?: Uint8Array;
  readonly sha256?: string;
  readonly name?: string;
  readonly subjectId?: string;
  readonly by?: string;
}

function upload(who: Client, photo: Photo): Promise<Reply> {
  const bytes = photo.bytes ?? jpeg('x');
  const form = new FormData();
  form.set('id', photo.id ?? newId());
  form.set('event', photo.event ?? newId());
  if (photo.subjectId) form.set('subjectId', photo.subjectId);
  form.set('phase', 'before');
  form.set('sha256', photo.sha256 ?? sha256(bytes));
  form.set('by', photo.by ?? who.id);
  form.set('verified', 'false');
  form.set('file', new Blob([Uint8Array.from(bytes)], { type: 'image/jpeg' }), photo.name ?? 'photo.jpg');
  return who.send('POST', PHOTOS, form);
}

describe('1.59 photos as evidence', () => {
  test('the bytes must have the hash that the event names', async () => {
    const good = await upload(inspector, { bytes: jpeg('good') });
    expect([good.status, good.body.verified], good.text).toEqual([200, true]);
    const bad = await upload(inspector, { bytes: jpeg('bad'), sha256: sha256(jpeg('other')) });
    expect([bad.status, bad.body.data.key]).toEqual([400, 'server_photo_hash_differs']);
  });

  test('sent again it is the same photo; other bytes under its id are refused', async () => {
    const key = newId();
    await upload(inspector, { id: key, bytes: jpeg('one') });
    const again = await upload(inspector, { id: key, bytes: jpeg('one') });
    expect([again.status, again.body.id]).toEqual([200, key]);
    const other = await upload(inspector, { id: key, bytes: jpeg('two') });
    expect([other.status, other.body.data.key]).toEqual([409, 'server_id_is_taken']);
  });

  test.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
  ])('%s that calls itself a JPEG is refused', async (_, text) => {
    const reply = await upload(inspector, { bytes: Buffer.from(text) });
    expect(reply.status).toBe(400);
    expect(reply.text).toContain('validation_invalid_mime_type');
  });

  test('nobody uploads in another name, and not every role uploads', async () => {
    expect((await upload(inspector, { by: id('gridofficer') })).status).toBe(400);
    expect((await upload(await server.as('discipline'), {})).status).toBe(403);
    expect((await upload(await server.as('town'), {})).status).toBe(200);
    expect((await upload(await server.as(''), { by: id('inspector') })).status).toBe(400);
  });

  test('the file is only for those who may see the record', async () => {
    const { body } = await upload(inspector, { bytes: jpeg('secret') });
    const path = `/api/files/photos/${body.id}/${body.file}`;
    expect((await (await server.as('')).get(path)).status).toBe(404);
    const token = (await inspector.send('POST', '/api/files/token')).body.token;
    const mine = await inspector.get(`${path}?token=${token}`);
    expect([mine.status, mine.headers.get('content-security-policy')]).toEqual([
      200,
      expect.stringContaining('sandbox'),
    ]);
    const foreign = (await (await server.as('town')).send('POST', '/api/files/token')).body.token;
    expect((await inspector.get(`${path}?token=${foreign}`)).status).toBe(404);
  });

  test('an event may come before its photos; closing waits for their bytes', async () => {
    const bytes = jpeg('late');
    const photo = { id: newId(), sha256: sha256(bytes) };
    const event = found(newId(), {}, { photos: [photo] });
    const leader = await server.as('leader');
    expect((await inspector.send('POST', EVENTS, event)).status).toBe(200);
    const [problem, after] = [event.subjectId, jpeg('after')];
    const proof = { id: newId(), sha256: sha256(after) };
    const fixed = draft('problem.fixed_on_spot', problem, onSpot, { seen: 1, photos: [proof] });
    expect((await inspector.send('POST', EVENTS, fixed)).status).toBe(200);
    expect((await upload(inspector, { id: proof.id, event: fixed.id, bytes: after })).status).toBe(200);
    const close = () => draft('problem.closed', problem, { note: '' }, { seen: 2 });
    expect((await leader.send('POST', EVENTS, close())).body.data.key).toBe('server_photos_still_to_come');
    expect((await upload(inspector, { id: photo.id, event: event.id, bytes })).status).toBe(200);
    expect((await leader.send('POST', EVENTS, close())).status).toBe(200);
  });

  test('nobody puts other bytes in the place of the photo that an event names', async () => {
    const bytes = jpeg('true');
    const photo = { id: newId(), sha256: sha256(bytes) };
    const event = found(newId(), {}, { photos: [photo] });
    expect((await inspector.send('POST', EVENTS, event)).status).toBe(200);
    const false_ = { id: photo.id, event: event.id, bytes: jpeg('false') };
    for (const person of ['gridofficer', 'inspector'] as const) {
      const reply = await upload(await server.as(person), { ...false_, by: id(person) });
      expect([person, reply.status, reply.body.data.key]).toEqual([person, 403, 'server_photo_not_named']);
    }
    expect((await upload(inspector, { id: photo.id, event: event.id, bytes })).status).toBe(200);
  });

  test.each(['another person', 'the person himself'])(
    'whoever was first with other bytes under a photo’s id, %s, gives way to the photo that an event names',
    async (who) => {
      const attacker = who === 'another person' ? await server.as('gridofficer') : inspector;
      const bytes = jpeg(`true of ${who}`);
      const photo = { id: newId(), sha256: sha256(bytes) };
      const first = await upload(attacker, { id: photo.id, bytes: jpeg('false') });
      expect([first.status, first.body.verified]).toEqual([200, true]);
      const event = found(newId(), {}, { photos: [photo] });
      // Without any event nobody takes another's place.
      const early = await upload(await server.as('dispatcher'), { id: photo.id, bytes });
      expect([early.status, early.body.data.key]).toEqual([409, 'server_id_is_taken']);
      expect((await inspector.send('POST', EVENTS, event)).status).toBe(200);
      const proof = { id: newId(), sha256: sha256(jpeg('proof')) };
      const fixed = draft('problem.fixed_on_spot', event.subjectId, onSpot, { seen: 1, photos: [proof] });
      expect((await inspector.send('POST', EVENTS, fixed)).status).toBe(200);
      await upload(inspector, { id: proof.id, event: fixed.id, bytes: jpeg('proof') });
      const leader = await server.as('leader');
      const close = () =>
        leader.send('POST', EVENTS, draft('problem.closed', event.subjectId, { note: '' }, { seen: 2 }));
      expect((await close()).body.data.key).toBe('server_photos_still_to_come');

      const own = await upload(inspector, { id: photo.id, event: event.id, bytes });
      expect([own.status, own.body.sha256, own.body.by], own.text).toEqual([200, photo.sha256, inspector.id]);
      const token = (await inspector.send('POST', '/api/files/token')).body.token;
      const path = (file: string): string => `/api/files/photos/${photo.id}/${file}?token=${token}`;
      const stored = await fetch(server.url + path(own.body.file));
      expect(sha256(new Uint8Array(await stored.arrayBuffer()))).toBe(photo.sha256);
      expect((await inspector.get(path(first.body.file))).status).toBe(404);
      // What is named now stays.
      const back = await upload(attacker, { id: photo.id, bytes: jpeg('false') });
      expect([back.status, back.body.data.key]).toEqual([409, 'server_id_is_taken']);
      expect((await upload(inspector, { id: photo.id, event: event.id, bytes })).body.file).toBe(
        own.body.file,
      );
      expect((await close()).status).toBe(200);
      const [written] = (await leader.get(`/api/collections/refusals/records?filter=(event='${photo.id}')`))
        .body.items;
      expect(written).toMatchObject({ actor: attacker.id, reason: { key: 'server_photo_gave_way' } });
      expect(JSON.parse(written.draft)).toMatchObject({
        sha256: sha256(jpeg('false')),
        file: first.body.file,
      });
    },
  );

  test('bytes that one event names do not give way to those of another', async () => {
    const key = newId();
    const [one, two] = [jpeg('first named'), jpeg('second named')];
    const other = await server.as('otherinspector');
    const mine = found(newId(), {}, { photos: [{ id: key, sha256: sha256(one) }] });
    const theirs = found(newId(), {}, { photos: [{ id: key, sha256: sha256(two) }] });
    expect((await inspector.send('POST', EVENTS, mine)).status).toBe(200);
    expect((await upload(inspector, { id: key, event: mine.id, bytes: one })).status).toBe(200);
    expect((await other.send('POST', EVENTS, theirs)).status).toBe(200);
    const late = await upload(other, { id: key, event: theirs.id, bytes: two });
    expect([late.status, late.body.data.key]).toEqual([409, 'server_id_is_taken']);
    const root = await server.as('root');
    expect((await root.get(`${PHOTOS}/${key}`)).body.sha256).toBe(sha256(one));
  });

  test('under an id that an event names nobody else puts anything, whichever event he gives', async () => {
    const photo = { id: newId(), sha256: sha256(jpeg('named alone')) };
    const event = found(newId(), {}, { photos: [photo] });
    expect((await inspector.send('POST', EVENTS, event)).status).toBe(200);
    const reply = await upload(await server.as('gridofficer'), { id: photo.id, bytes: jpeg('false') });
    expect([reply.status, reply.body.data.key]).toEqual([403, 'server_photo_not_named']);
  });

  test('bytes that the event does not name leave the case waiting', async () => {
    const photo = { id: newId(), sha256: sha256(jpeg('named')) };
    // Before the event is there, only its id is known.
    expect((await upload(inspector, { id: photo.id, bytes: jpeg('other') })).status).toBe(200);
    const event = found(newId(), {}, { photos: [photo] });
    expect((await inspector.send('POST', EVENTS, event)).status).toBe(200);
    const fixed = draft('problem.fixed_on_spot', event.subjectId, onSpot, { seen: 1, photos: [photo] });
    expect((await inspector.send('POST', EVENTS, fixed)).status).toBe(200);
    const close = draft('problem.closed', event.subjectId, { note: '' }, { seen: 2 });
    const reply = await (await server.as('leader')).send('POST', EVENTS, close);
    expect(reply.body.data.key).toBe('server_photos_still_to_come');
  });

  test('a case shows what an event of it names and no other picture, whoever uploads it for that case; one that comes late is kept', async () => {
    const [true_, forged] = [jpeg('of the case'), jpeg('forged')];
    const photo = { id: newId(), sha256: sha256(true_) };
    const event = found(newId(), {}, { photos: [photo] });
    const problem = event.subjectId;
    // Before the event is there, and by its author.
    const early = await upload(inspector, { id: photo.id, bytes: true_, subjectId: problem });
    expect(early.status, early.text).toBe(200);
    expect((await inspector.send('POST', EVENTS, event)).status).toBe(200);
    // Without any event, and under a case of his own: both say they are of this case.
    const other = await server.as('otherinspector');
    const loose = await upload(other, { bytes: forged, subjectId: problem });
    expect(loose.status).toBe(200);
    const own = { id: newId(), sha256: sha256(forged) };
    const early2 = await upload(other, { id: own.id, bytes: forged, subjectId: problem });
    expect(early2.status).toBe(200);
    const elsewhere = found(newId(), {}, { photos: [own] });
    expect((await other.send('POST', EVENTS, elsewhere)).status).toBe(200);
    const late = { id: newId(), sha256: sha256(forged) };
    const third = found(newId(), {}, { photos: [late] });
    expect((await other.send('POST', EVENTS, third)).status).toBe(200);
    const put = (subjectId: string) =>
      upload(other, { id: late.id, event: third.id, bytes: forged, subjectId });
    expect((await put(problem)).body.data.key).toBe('server_photo_not_named');
    expect((await put(third.subjectId)).status).toBe(200);

    const leader = await server.as('leader');
    client.baseURL = server.url;
    client.authStore.save(leader.token, { id: leader.id, collectionId: 'users', collectionName: 'users' });
    expect((await fetchCase(problem)).photos.map((each) => each.id)).toEqual([photo.id]);
    expect((await fetchCase(third.subjectId)).photos.map((each) => each.id)).toEqual([late.id]);
    const first = await fetchFirstPhotos([problem, elsewhere.subjectId]);
    expect(first.get(problem)).toContain(photo.id);
    expect(first.get(elsewhere.subjectId)).toContain(own.id);
    expect(
      (await leader.get(`/api/sf/file/problems/${problem}`)).body.photos.map(
        (each: { id: string }) => each.id,
      ),
    ).toEqual([photo.id]);
  });
});
