import { beforeAll, describe, expect, test } from 'vitest';
import type { EventDraft } from '../../src/core/casework/events.ts';
import { assignment, caseCity, caseDriver, HOUR } from './case-driver.ts';
import { id } from './city.ts';
import { send, totalOf } from './door.ts';
import { draft, newId, sha256 } from './drafts.ts';
import { startServer, type Json, type Reply, type TestServer } from './harness.ts';

const PHOTOS = '/api/collections/photos/records';
const jpeg = (mark: string): Buffer =>
  Buffer.concat([
    Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//', 'base64'),
    Buffer.from(mark.repeat(40)),
  ]);

let server: TestServer;
let driver: ReturnType<typeof caseDriver>;
beforeAll(async () => {
  server = await startServer({ city: caseCity });
  driver = caseDriver(server);
});

const page = (bytes = jpeg(newId())) => ({ bytes, ref: { id: newId(), sha256: sha256(bytes) } });
type Page = ReturnType<typeof page>;

async function upload(
  who: string,
  { bytes, ref }: Page,
  event: EventDraft,
  more: object = {},
): Promise<Reply> {
  const form = new FormData();
  const { subject, subjectId } = event;
  const fields = {
    ...ref,
    event: event.id,
    subject,
    subjectId,
    phase: 'paper',
    by: id(who),
    taken: '{}',
    ...more,
  };
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  form.set('file', new Blob([Uint8Array.from(bytes)], { type: 'image/jpeg' }), 'minutes.jpg');
  return (await server.as(who)).send('POST', PHOTOS, form);
}

const heldAbout = (problem: string) =>
  ({
    kind: 'joint',
    title: '四方联席会',
    heldAt: Date.now(),
    units: [id('housing')],
    minutes: '纪要',
    items: [
      { problem, decision: 'assign', unit: id('housing'), deadlineAt: Date.now() + 24 * HOUR, note: '' },
    ],
  }) as const;

async function meeting(): Promise<{ problem: string; one: Page; held: EventDraft; stored: Json }> {
  const problem = await driver.finding();
  const one = page();
  const held = draft('meeting.held', newId(), heldAbout(problem), { photos: [one.ref] });
  const reply = await send(await server.as('dispatcher'), held);
  expect(reply.status, reply.text).toBe(200);
  const stored = await upload('dispatcher', one, held);
  expect([stored.status, stored.body.verified], stored.text).toEqual([200, true]);
  return { problem, one, held, stored: stored.body };
}
const sees = async (who: string, photo: string): Promise<number> =>
  (await (await server.as(who)).get(`${PHOTOS}/${photo}`)).status;
const fileOf = async (who: string, collection: string, row: string): Promise<Reply> =>
  (await server.as(who)).get(`/api/sf/file/${collection}/${row}`);

describe('0.50 photographed minutes of meetings', () => {
  test('whoever the meeting concerns sees them; nobody else, and not by a bare address', async () => {
    const { one, held, stored } = await meeting();
    expect([stored.meeting, stored.step]).toEqual([held.subjectId, '']);
    for (const who of ['dispatcher', 'leader', 'discipline', 'regulator'])
      expect([who, await sees(who, one.ref.id)]).toEqual([who, 200]);
    for (const who of ['otherregulator', 'othertown', 'inspector', 'public', ''])
      expect([who, await sees(who, one.ref.id)]).toEqual([who, 404]);
    const address = `/api/files/photos/${one.ref.id}/${String(stored.file)}`;
    expect((await (await server.as('regulator')).get(address)).status).toBe(404);
    const token = async (who: string): Promise<string> =>
      String((await (await server.as(who)).send('POST', '/api/files/token', {})).body.token);
    const opened = async (who: string): Promise<number> =>
      (await (await server.as('')).get(`${address}?token=${await token(who)}`)).status;
    expect([await opened('regulator'), await opened('otherregulator')]).toEqual([200, 404]);
  });

  test('type by content, size and hash as for every photo; a relation that the request makes up is not kept', async () => {
    const problem = await driver.finding();
    const evil = page(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'));
    const [big, wrong, good] = [page(Buffer.alloc(8_388_700, jpeg('x'))), page(), page()];
    const refs = [evil, big, wrong, good].map((each) => each.ref);
    const held = draft('meeting.held', newId(), heldAbout(problem), { photos: refs });
    expect((await send(await server.as('dispatcher'), held)).status).toBe(200);
    const refused = await upload('dispatcher', evil, held);
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringContaining('validation_invalid_mime_type'),
    ]);
    expect((await upload('dispatcher', big, held)).status).toBe(413);
    const altered = await upload('dispatcher', { ...wrong, bytes: jpeg('other') }, held);
    expect(altered.body.data.key).toBe('server_photo_hash_differs');
    expect((await upload('leader', good, held)).status).toBe(403);
    // A picture of one's own is no minutes of somebody else's meeting.
    const { held: foreign } = await meeting();
    const own = await upload('regulator', page(), draft('meeting.signed', newId(), { note: '' }), {
      meeting: foreign.subjectId,
    });
    expect([own.status, own.body.meeting], own.text).toEqual([200, '']);
    expect((await upload('dispatcher', good, held, { meeting: foreign.subjectId })).body.meeting).toBe(
      held.subjectId,
    );
  });

  test('signed and photographed later: one more event, never without a picture, by the office alone', async () => {
    const { held } = await meeting();
    const later = page();
    const signed = (photos: EventDraft['photos']) =>
      draft('meeting.signed', held.subjectId, { note: '' }, { seen: 1, photos });
    const bare = await send(await server.as('dispatcher'), signed([]));
    expect([bare.status, bare.body.data.key]).toEqual([400, 'server_needs_photo_minutes']);
    expect((await send(await server.as('regulator'), signed([later.ref]))).status).toBe(403);
    const event = signed([later.ref]);
    expect((await send(await server.as('leader'), event)).status).toBe(200);
    expect((await upload('leader', later, event)).status).toBe(200);
    expect(await totalOf(server, 'photos', `meeting = '${held.subjectId}'`)).toBe(2);
    const nowhere = draft('meeting.signed', newId(), { note: '' }, { photos: [page().ref] });
    expect((await send(await server.as('leader'), nowhere)).status).toBe(400);
  });

  test('3.21 they are in the file of the meeting and of each of its cases, with the events that name them', async () => {
    const { problem, one, held } = await meeting();
    for (const [collection, row] of [
      ['meetings', held.subjectId],
      ['problems', problem],
    ] as const) {
      const { body } = await fileOf('dispatcher', collection, row);
      expect([collection, body.photos.map((each: Json) => each.id)]).toEqual([collection, [one.ref.id]]);
      expect(body.events.map((each: Json) => each.id)).toContain(held.id);
    }
    expect((await fileOf('regulator', 'meetings', held.subjectId)).status).toBe(403);
  });

  test('the on-site meeting about an owner: its picture is the case’s own paper', async () => {
    const problem = await driver.finding();
    const candidates = [id('housing'), id('ecology')];
    await driver.taken(
      'dispatcher',
      'problem.disputed',
      problem,
      { candidates, reason: '归属不明' },
      { photos: [] },
    );
    const one = page();
    const { rev } = await driver.problemOf(problem);
    const held = draft(
      'problem.meeting_held',
      problem,
      { at: Date.now(), present: candidates, minutes: '现场议定' },
      { seen: rev, photos: [one.ref] },
    );
    expect((await send(await server.as('dispatcher'), held)).status).toBe(200);
    const stored = await upload('dispatcher', one, held);
    expect([stored.status, stored.body.meeting, stored.body.step], stored.text).toEqual([200, '', '']);
    expect([await sees('regulator', one.ref.id), await sees('otherregulator', one.ref.id)]).toEqual([
      200, 200,
    ]);
    const { body } = await fileOf('discipline', 'problems', problem);
    expect(body.photos.map((each: Json) => each.id)).toEqual([one.ref.id]);
  });

  test('0.31 an interview carries its signed minutes; the unit it was held with sees them, once it is in force', async () => {
    const problem = await driver.finding();
    await driver.taken('dispatcher', 'problem.assigned', problem, assignment('housing'), { photos: [] });
    const step = newId();
    const terms = {
      form: 'interview',
      who: '项目经理',
      heldAt: Date.now(),
      minutes: '约谈',
      commitments: [],
    } as const;
    const opened = {
      ladder: 'air',
      rung: 'interview',
      source: null,
      unit: id('housing'),
      problems: [problem],
      terms,
      reason: '逾期',
    };
    const [one, two] = [page(), page()];
    const event = draft('escalation.opened', step, opened, { photos: [one.ref] });
    expect((await send(await server.as('leader'), event)).status).toBe(200);
    expect((await upload('leader', one, event)).body.step).toBe(step);
    const { rev } = (await (await server.as('root')).get(`/api/collections/escalations/records/${step}`))
      .body;
    const signed = draft('escalation.signed', step, { note: '' }, { seen: rev, photos: [two.ref] });
    expect((await send(await server.as('leader'), signed)).status).toBe(200);
    expect((await upload('leader', two, signed)).status).toBe(200);
    for (const each of [one, two])
      expect([await sees('regulator', each.ref.id), await sees('otherregulator', each.ref.id)]).toEqual([
        200, 404,
      ]);
    const { body } = await fileOf('leader', 'problems', problem);
    expect(body.photos.map((each: Json) => each.id).sort()).toEqual([one.ref.id, two.ref.id].sort());
    await driver.taken('leader', 'escalation.undone', step, { reason: '误开' }, { photos: [] });
    expect(await sees('regulator', one.ref.id)).toBe(404);
  });
});
