import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { MAX_CLIP_BYTES } from '../../src/core/casework/clip.ts';
import { checkCaseFile } from '../../src/core/papers/case-file.ts';
import { casePack } from '../../src/workers/case-pack.ts';
import { assignment, caseCity, caseDriver } from './case-driver.ts';
import { id } from './city.ts';
import { rowOf, send } from './door.ts';
import { draft, newId, onSpot, sha256 } from './drafts.ts';
import { startServer, type Json, type Reply, type TestServer } from './harness.ts';

const PHOTOS = '/api/collections/photos/records';
const HEADS = {
  mp4: Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex'),
  quicktime: Buffer.from('00000014667479707174202000000200717420200000', 'hex'),
  webm: Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853', 'hex'),
  jpeg: Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//', 'base64'),
  svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'),
  html: Buffer.from('<!doctype html><script>alert(1)</script>'),
  // Named and begun as a clip, and a page all the same to whoever looks for one.
  avi: Buffer.from('52494646240000004156492004c495354', 'hex'),
} as const;
type Head = keyof typeof HEADS;

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;
beforeAll(async () => {
  server = await startServer({ city: caseCity });
  driver = caseDriver(server);
});

const bytesOf = (head: Head, size = 400): Buffer =>
  Buffer.concat([HEADS[head], Buffer.from(newId()), Buffer.alloc(size, 7)]);
const filmed = (problem: string, bytes: Buffer, more: Json = {}) => {
  const ref = { id: newId(), sha256: sha256(bytes) };
  const payload = { kind: 'mp4' as const, phase: 'before' as const, note: '湿法作业未开', ...more };
  return { ref, event: draft('problem.filmed', problem, payload, { seen: 1, photos: [ref] }) };
};
async function upload(
  who: string,
  bytes: Buffer,
  { ref, event }: Pick<ReturnType<typeof filmed>, 'ref' | 'event'>,
  name = 'clip.mp4',
): Promise<Reply> {
  const form = new FormData();
  const about = { event: event.id, subject: 'problems', subjectId: event.subjectId, phase: 'before' };
  for (const [key, value] of Object.entries({ ...ref, ...about, by: id(who), taken: '{}' }))
    form.set(key, value);
  form.set('file', new Blob([Uint8Array.from(bytes)]), name);
  return (await server.as(who)).send('POST', PHOTOS, form);
}
const keyOf = (reply: Reply) => [reply.status, reply.body.data?.key];

describe('0.27 a clip as evidence', () => {
  test.each(['mp4', 'webm', 'quicktime'] as const)(
    'a %s is kept with its hash, served to those of the case only, with its own type',
    async (kind) => {
      const problem = await driver.finding();
      const bytes = bytesOf(kind);
      const one = filmed(problem, bytes, { kind });
      expect((await send(await server.as('inspector'), one.event)).status).toBe(200);
      const stored = await upload('inspector', bytes, one, `clip.${kind === 'quicktime' ? 'mov' : kind}`);
      expect([stored.status, stored.body.media, stored.body.verified], stored.text).toEqual([
        200,
        kind,
        true,
      ]);
      expect(await rowOf(server, 'problems', problem)).toMatchObject({ rev: 2, state: 'found' });
      const dispatcher = await server.as('dispatcher');
      const { token } = (await dispatcher.send('POST', '/api/files/token', {})).body;
      const address = `/api/files/photos/${one.ref.id}/${String(stored.body.file)}`;
      const nobody = await server.as('');
      expect((await nobody.get(address)).status).toBe(404);
      const played = await fetch(`${server.url}${address}?token=${String(token)}`, {
        headers: { range: 'bytes=0-9' },
      });
      expect([played.status, played.headers.get('content-type')]).toEqual([206, `video/${kind}`]);
      for (const who of ['othertown', 'otherregulator', 'public', ''])
        expect([who, (await (await server.as(who)).get(`${PHOTOS}/${one.ref.id}`)).status]).toEqual([
          who,
          404,
        ]);
    },
  );

  test.each(['svg', 'html', 'avi', 'jpeg'] as const)(
    'a %s is no clip, whatever its name says',
    async (head) => {
      const bytes = bytesOf(head);
      const one = filmed(await driver.finding(), bytes);
      expect((await send(await server.as('inspector'), one.event)).status).toBe(200);
      const [status, key] = keyOf(await upload('inspector', bytes, one));
      expect([status, key]).toEqual([400, 'server_photo_is_other_kind']);
    },
  );

  test('what says another kind than it is, is refused, and so is a clip where a photo is asked for', async () => {
    const problem = await driver.finding();
    const bytes = bytesOf('webm');
    const one = filmed(problem, bytes);
    await send(await server.as('inspector'), one.event);
    expect(keyOf(await upload('inspector', bytes, one))).toEqual([400, 'server_photo_is_other_kind']);
    const clip = bytesOf('mp4');
    const ref = { id: newId(), sha256: sha256(clip) };
    const fixed = draft('problem.fixed_on_spot', problem, onSpot, { seen: 2, photos: [ref] });
    expect((await send(await server.as('inspector'), fixed)).status).toBe(200);
    expect(keyOf(await upload('inspector', clip, { ref, event: fixed as never }))).toEqual([
      400,
      'server_photo_is_other_kind',
    ]);
  });

  test('a clip that came before its event closes nothing as the photo after', async () => {
    const problem = await driver.finding();
    const clip = bytesOf('mp4');
    const ref = { id: newId(), sha256: sha256(clip) };
    const fixed = draft('problem.fixed_on_spot', problem, onSpot, { seen: 1, photos: [ref] });
    expect((await upload('inspector', clip, { ref, event: fixed as never })).status).toBe(200);
    expect((await send(await server.as('inspector'), fixed)).status).toBe(200);
    expect(await driver.refusedBy('leader', 'problem.closed', problem, { note: '' })).toBe(
      'server_photos_still_to_come',
    );
  });

  test('30 MB are taken, more is refused; a picture keeps its own limit', async () => {
    const problem = await driver.finding();
    const inspector = await server.as('inspector');
    const big = bytesOf('mp4', MAX_CLIP_BYTES - 100);
    const one = filmed(problem, big);
    await send(inspector, one.event);
    const started = Date.now();
    expect((await upload('inspector', big, one)).status).toBe(200);
    expect(Date.now() - started).toBeLessThan(20_000);
    const bigger = bytesOf('mp4', MAX_CLIP_BYTES);
    const two = filmed(problem, bigger);
    await send(inspector, two.event);
    expect(keyOf(await upload('inspector', bigger, two))[0]).toBe(413);
    const picture = bytesOf('jpeg', 9_000_000);
    const three = filmed(problem, picture);
    expect(keyOf(await upload('inspector', picture, three))).toEqual([413, 'server_photo_too_large']);
  });

  test('it lies in the case file under its own ending, and the file holds only with it', async () => {
    const problem = await driver.finding();
    const bytes = bytesOf('webm');
    const one = filmed(problem, bytes, { kind: 'webm' });
    await send(await server.as('inspector'), one.event);
    expect((await upload('inspector', bytes, one, 'a.webm')).status).toBe(200);
    const { row, steps, events, photos } = (
      await (await server.as('discipline')).get(`/api/sf/file/problems/${problem}`)
    ).body;
    expect(photos).toMatchObject([{ id: one.ref.id, media: 'webm' }]);
    const zip = casePack({
      ...{ no: 'X', exportedAt: Date.now(), exportedBy: 'discipline', events, sheet: '<p></p>' },
      facts: { problem: row, notices: [], steps },
      photos: [{ id: one.ref.id, bytes: Uint8Array.from(bytes).buffer, about: { media: 'webm' } }],
    });
    const files = unzipSync(zip);
    const name = `photos/${one.ref.id}.webm`;
    const faults = (kept: Record<string, Uint8Array>) =>
      checkCaseFile(new Map(Object.entries(kept)), strFromU8, (each) => sha256(each as Uint8Array));
    // The finding of this case names a photo whose bytes never came.
    const holds = faults(files).filter((each) => each.about.includes(one.ref.id));
    expect([Object.keys(files).includes(name), holds]).toEqual([true, []]);
    const { [name]: _, ...without } = files;
    expect(faults(without)).toContainEqual({ kind: 'photo_missing', about: name });
    const swapped = { ...files, [name]: new Uint8Array(bytesOf('webm')) };
    expect(faults(swapped)).toContainEqual({ kind: 'photo_differs', about: name });
  });

  test('who works on the case adds a clip, one at a time, and not when it is over', async () => {
    const problem = await driver.finding();
    const by = async (who: string, photos = 1) => {
      const { rev } = await rowOf(server, 'problems', problem);
      const refs = Array.from({ length: photos }, () => ({ id: newId(), sha256: 'a'.repeat(64) }));
      const payload = { kind: 'mp4' as const, phase: 'after' as const, note: '' };
      const event = draft('problem.filmed', problem, payload, { seen: rev, photos: refs });
      return keyOf(await send(await server.as(who), event));
    };
    expect(await by('regulator')).toEqual([403, 'server_not_your_unit']);
    await driver.taken('dispatcher', 'problem.assigned', problem, assignment('housing'));
    for (const who of ['inspector', 'dispatcher', 'leader', 'regulator', 'siteofficer'])
      expect([who, ...(await by(who))]).toEqual([who, 200, undefined]);
    expect(await by('otherregulator')).toEqual([403, 'server_not_your_unit']);
    expect((await by('discipline'))[0]).toBe(403);
    expect((await by('dispatcher', 0))[1]).toBe('server_needs_clip');
    expect((await by('dispatcher', 2))[1]).toBe('server_one_clip');
    await driver.taken('dispatcher', 'problem.voided', problem, { reason: '重复' });
    expect((await by('dispatcher'))[1]).toBe('server_problem_is_void');
  });
});
