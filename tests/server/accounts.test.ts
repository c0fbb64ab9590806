import { beforeAll, describe, expect, test } from 'vitest';
import { city, id, PASSWORD } from './city.ts';
import { send } from './door.ts';
import { found, newId } from './drafts.ts';
import { startServer, type Client, type Reply, type TestServer } from './harness.ts';

const DAY = 86_400_000;
const withTowns = {
  ...city,
  units: [
    ...(city['units'] ?? []),
    { id: id('townoffice'), code: 'townoffice', name: '西镇', kind: 'town', town: id('townwest') },
  ],
};

let server: TestServer;
let admin: Client;
let root: Client;

beforeAll(async () => {
  server = await startServer({ city: withTowns });
  admin = await server.as('admin');
  root = await server.as('root');
});

const NEW = { name: '李新', email: 'Li.New@example.com', phone: '' };
const inspectorOf = (group: string, more: object = {}) => ({
  role: 'inspector',
  unit: '',
  group: id(group),
  territory: '',
  title: '督导员',
  capabilities: ['group_leader'],
  fromAt: Date.now() - 3 * DAY,
  ...more,
});
const make = (body: object, by = admin): Promise<Reply> => by.send('POST', '/api/sf/accounts', body);
const act = (person: string, what: string, body: object = {}, by = admin): Promise<Reply> =>
  by.send('POST', `/api/sf/accounts/${person}/${what}`, body);
const why = (reply: Reply): unknown[] => [reply.status, reply.body?.data?.key];
let count = 0;
const newcomer = async (
  post: object = inspectorOf('groupone'),
): Promise<{ id: string; link: string; email: string }> => {
  const email = `newcomer${count++}@example.com`;
  const reply = await make({ ...NEW, email, ...post });
  expect(reply.status, reply.text).toBe(200);
  return { ...reply.body, email };
};
/** Sets the password as the page of the link does. */
const confirm = async (link: string, password: string): Promise<number> => {
  const body = { token: link.split('#')[1], password, passwordConfirm: password };
  return (await (await server.as('')).send('POST', '/api/collections/users/confirm-password-reset', body))
    .status;
};
const signIn = async (identity: string, password: string): Promise<Reply> =>
  (await server.as('')).send('POST', '/api/collections/users/auth-with-password', { identity, password });
/** Requests with a token of somebody who has just signed in. */
const withToken = (token: string): Client => ({
  id: '',
  token,
  send: async (method, path, body) =>
    (await server.as('')).send(method, path, body, { Authorization: token }),
  get: async (path) => (await server.as('')).send('GET', path, undefined, { Authorization: token }),
});
const chain = async (person: string) => {
  const filter = encodeURIComponent(`subjectId = '${person}'`);
  return (await admin.get(`/api/collections/events/records?filter=${filter}&sort=seq`)).body.items as {
    type: string;
    actor: string;
    role: string;
    payload: string;
  }[];
};
const posts = async (person: string) => {
  const filter = encodeURIComponent(`user = '${person}'`);
  return (await admin.get(`/api/collections/posts/records?filter=${filter}&sort=fromAt,untilAt`)).body.items;
};

describe('an account begins', () => {
  test('with a person, a post from a day and a link that works once; deeds before that day are refused', async () => {
    const made = await newcomer();
    expect(made.link).toMatch(/^\/set-password#\S+$/);
    expect((await signIn(made.email, PASSWORD)).status).toBe(400);
    expect(await confirm(made.link, PASSWORD)).toBe(204);
    expect(await confirm(made.link, 'another-password-9')).toBe(400);
    const signedIn = await signIn(made.email, PASSWORD);
    expect([signedIn.status, signedIn.body.record.role]).toEqual([200, 'inspector']);
    const person = { ...withToken(signedIn.body.token), id: made.id };
    const findingOf = (ago: number) =>
      found(newId(), { foundAt: Date.now() - ago }, { deviceAt: Date.now() - ago });
    expect((await send(person, findingOf(2 * DAY))).status).toBe(200);
    expect(why(await send(person, findingOf(4 * DAY)))).toEqual([403, 'server_no_post_then']);
    expect(
      (await posts(made.id)).map((each: { title: string; capabilities: string[] }) => [
        each.title,
        each.capabilities,
      ]),
    ).toEqual([['督导员', ['group_leader']]]);
  });

  test('in the audit chain, by whom, and without the link', async () => {
    const made = await newcomer();
    const [told] = await chain(made.id);
    expect(told).toMatchObject({ type: 'account.made', actor: admin.id, role: 'admin' });
    expect(JSON.parse(told!.payload)).toMatchObject({
      name: '李新',
      role: 'inspector',
      group: id('groupone'),
    });
    expect(told!.payload).not.toContain(made.link.split('#')[1]);
  });

  test('a town’s office has the town of its unit', async () => {
    const town = inspectorOf('', { role: 'town', group: '', unit: id('townoffice'), capabilities: [] });
    const made = await newcomer(town);
    const row = await root.get(`/api/collections/users/records/${made.id}`);
    expect([row.body.role, row.body.territory]).toEqual(['town', id('townwest')]);
  });

  test.each([
    ['no name', { name: ' ' }, 'admin_account_name_shape'],
    ['no address', { email: 'nobody' }, 'admin_account_email_shape'],
    [
      'an address that is taken, in capitals',
      { email: 'INSPECTOR@example.com' },
      'admin_account_email_taken',
    ],
    ['a role there is not', { role: 'emperor' }, 'admin_account_role_unknown'],
    ['the public', { role: 'public' }, 'admin_account_role_unknown'],
    ['an inspector without a group', { group: '' }, 'admin_account_needs_group'],
    ['a group there is not', { group: id('nosuch') }, 'admin_account_group_unknown'],
    ['a regulator without a unit', { role: 'regulator' }, 'admin_account_needs_unit_regulator'],
    [
      'a regulator of a town',
      { role: 'regulator', unit: id('townoffice') },
      'admin_account_needs_unit_regulator',
    ],
    ['a grid officer without a grid', { role: 'grid_officer' }, 'admin_account_needs_grid'],
    [
      'a town of a village',
      { role: 'town', unit: id('townoffice'), territory: id('villagewest') },
      'admin_account_needs_town',
    ],
    ['tomorrow', { fromAt: Date.now() + DAY }, 'admin_account_from_future'],
    ['last year', { fromAt: Date.now() - 400 * DAY }, 'admin_account_from_old'],
    ['no day', { fromAt: null }, 'admin_account_from_future'],
  ])('not with %s', async (_, more, key) => {
    const before = (await root.get('/api/collections/users/records?perPage=1')).body.totalItems;
    expect(why(await make({ ...NEW, ...inspectorOf('groupone'), ...more }))).toEqual([400, key]);
    expect((await root.get('/api/collections/users/records?perPage=1')).body.totalItems).toBe(before);
  });

  test.each(['dispatcher', 'leader', 'inspector', 'discipline', 'town', ''])('not by %s', async (who) => {
    const by = await server.as(who);
    const answers = [
      await make({ ...NEW, ...inspectorOf('groupone') }, by),
      await by.get('/api/sf/accounts'),
      ...(await Promise.all(
        ['person', 'post', 'link', 'retire', 'restore'].map((what) => act(id('inspector'), what, {}, by)),
      )),
    ];
    expect(answers.map(why)).toEqual(answers.map(() => [403, 'admin_admins_only']));
  });
});

describe('an account changes', () => {
  test('its post from the day that is told, without a gap; what led before is over', async () => {
    const made = await newcomer();
    const fromAt = Date.now() - DAY;
    const wish = inspectorOf('grouptwo', { fromAt, title: '二组督导员', capabilities: [] });
    expect((await act(made.id, 'post', wish)).status).toBe(200);
    const [first, second, ...more] = await posts(made.id);
    expect(more).toEqual([]);
    expect([first.group, first.untilAt, second.group, second.fromAt, second.untilAt]).toEqual([
      id('groupone'),
      fromAt,
      id('grouptwo'),
      fromAt,
      0,
    ]);
    expect((await chain(made.id)).map((each) => each.type)).toEqual(['account.made', 'account.moved']);
    const early = await act(made.id, 'post', inspectorOf('groupone', { fromAt: fromAt - DAY }));
    expect(why(early)).toEqual([400, 'admin_account_from_before_post']);
  });

  test('whoever never changed before has held the old post for ever', async () => {
    const fromAt = Date.now() - DAY;
    const wish = inspectorOf('groupone', { fromAt });
    expect((await act(id('otherinspector'), 'post', wish)).status).toBe(200);
    const held = await posts(id('otherinspector'));
    expect(
      held.map((each: { group: string; fromAt: number; untilAt: number }) => [
        each.group,
        each.fromAt,
        each.untilAt,
      ]),
    ).toEqual([
      [id('grouptwo'), 0, fromAt],
      [id('groupone'), fromAt, 0],
    ]);
  });

  test('nobody gives himself a post', async () => {
    expect(why(await act(admin.id, 'post', inspectorOf('groupone')))).toEqual([
      400,
      'admin_account_own_post',
    ]);
    expect((await chain(admin.id)).length).toBe(0);
  });

  test('its name and address, but not to one that is taken', async () => {
    const made = await newcomer();
    const changed = { name: '李旧', email: 'old@example.com', phone: '139' };
    expect((await act(made.id, 'person', changed)).status).toBe(200);
    expect((await admin.get('/api/sf/accounts')).body.emails[made.id]).toBe('old@example.com');
    const taken = await act(made.id, 'person', { ...changed, email: 'dispatcher@example.com' });
    expect(why(taken)).toEqual([400, 'admin_account_email_taken']);
  });

  test('a new link ends the sessions and the password', async () => {
    const made = await newcomer();
    await confirm(made.link, PASSWORD);
    const { token } = (await signIn(made.email, PASSWORD)).body;
    const own = `/api/collections/users/records/${made.id}`;
    expect((await withToken(token).get(own)).status).toBe(200);
    const link = (await act(made.id, 'link')).body.link as string;
    expect((await withToken(token).get(own)).status).toBe(404);
    expect((await signIn(made.email, PASSWORD)).status).toBe(400);
    expect(await confirm(link, `${PASSWORD}2`)).toBe(204);
    expect((await signIn(made.email, `${PASSWORD}2`)).status).toBe(200);
  });
});

describe('an account ends', () => {
  test('posts and sessions end, no link opens it again, and it can come back', async () => {
    const made = await newcomer();
    await confirm(made.link, PASSWORD);
    const { token } = (await signIn(made.email, PASSWORD)).body;
    const late = (await act(made.id, 'link')).body.link as string;
    await confirm(late, PASSWORD);
    expect((await act(made.id, 'retire')).status).toBe(200);
    expect((await withToken(token).get(`/api/collections/users/records/${made.id}`)).status).toBe(404);
    expect(await confirm(late, PASSWORD)).toBe(400);
    expect((await signIn(made.email, PASSWORD)).status).not.toBe(200);
    expect((await posts(made.id)).every((each: { untilAt: number }) => each.untilAt > 0)).toBe(true);
    expect(why(await act(made.id, 'post', inspectorOf('groupone')))).toEqual([400, 'admin_account_retired']);
    expect(why(await act(made.id, 'link'))).toEqual([400, 'admin_account_retired']);

    // Whoever gets a password by another door does not get in either.
    await root.send('PATCH', `/api/collections/users/records/${made.id}`, {
      password: PASSWORD,
      passwordConfirm: PASSWORD,
    });
    expect((await signIn(made.email, PASSWORD)).status).toBe(403);

    const back = await act(made.id, 'restore');
    const held = (await posts(made.id)).filter((each: { untilAt: number }) => each.untilAt === 0);
    const { role, group, title, capabilities } = inspectorOf('groupone');
    expect(held).toMatchObject([{ role, group, title, capabilities }]);
    expect(await confirm(back.body.link as string, PASSWORD)).toBe(204);
    expect((await signIn(made.email, PASSWORD)).status).toBe(200);
    expect((await chain(made.id)).map((each) => each.type)).toEqual([
      'account.made',
      'account.linked',
      'account.retired',
      'account.restored',
    ]);
    expect(why(await act(made.id, 'restore'))).toEqual([400, 'admin_account_not_retired']);
  });

  test('the last administrator stays; of two, one may go', async () => {
    expect(why(await act(admin.id, 'retire'))).toEqual([400, 'admin_account_last_admin']);
    const second = await newcomer(inspectorOf('', { role: 'admin', group: '', capabilities: [] }));
    expect((await act(second.id, 'retire')).status).toBe(200);
    expect(why(await act(admin.id, 'retire'))).toEqual([400, 'admin_account_last_admin']);
  });

  test('somebody who is not there cannot', async () => {
    expect(why(await act(id('nosuch'), 'retire'))).toEqual([400, 'admin_account_unknown']);
  });
});
