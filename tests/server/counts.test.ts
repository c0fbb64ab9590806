import { beforeAll, expect, test } from 'vitest';
import { city, id } from './city.ts';
import { startServer, type TestServer } from './harness.ts';
import { rulesCity } from './rules-city.ts';

const NOW = Date.now();
const HOUR = 3_600_000;
const late = (name: string, more: object): object => ({
  id: id(name),
  no: name,
  category: 'dust.bare_soil',
  severity: 2,
  source: id('sitesouthwest'),
  town: id('townwest'),
  state: 'assigned',
  handling: 'assigned',
  foundAt: NOW - 90 * HOUR,
  deadlineAt: NOW - HOUR,
  lng: 113.5,
  lat: 34.8,
  ...more,
});

let server: TestServer;
beforeAll(async () => {
  server = await startServer({
    city: {
      ...city,
      users: rulesCity['users']!,
      posts: rulesCity['posts']!,
      problems: [
        late('late', {}),
        late('notyet', { deadlineAt: NOW + HOUR }),
        late('closed', { state: 'closed' }),
        late('paused', { state: 'suspended' }),
        late('east', { town: id('towneast') }),
      ],
    },
  });
});

const path = (more = ''): string => `/api/sf/counts?from=${NOW - 24 * HOUR}&until=${NOW}${more}`;

test.each([
  ['', 2],
  [`&town=${id('townwest')}`, 1],
  ['&category=road.dust', 0],
  ['&severity=2', 2],
  ['&severity=3', 0],
])('the leader’s and the wall’s overdue cases are the same number%s', async (more, overdue) => {
  for (const person of ['leader', 'kiosk'] as const) {
    const { status, body } = await (await server.as(person)).get(path(more));
    expect([status, body.overdue]).toEqual([200, overdue]);
  }
});

test('others are not told, and nonsense is refused', async () => {
  for (const person of ['inspector', 'town', ''] as const)
    expect((await (await server.as(person)).get(path())).status).toBe(403);
  const leader = await server.as('leader');
  for (const bad of ['?from=5&until=1', '?from=x&until=9', `?from=1&until=9&severity=7`])
    expect((await leader.get(`/api/sf/counts${bad}`)).status).toBe(400);
});
