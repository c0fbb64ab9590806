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
  source: id('sitewest'),
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
      inspections: [
        {
          id: id('look'),
          source: id('sitewest'),
          at: NOW - HOUR,
          lng: 113.5,
          lat: 34.8,
          result: 'found',
        },
      ],
      problems: [
        late('late', {}),
        late('notyet', { deadlineAt: NOW + HOUR }),
        late('closed', { state: 'closed' }),
        late('closedlate', { state: 'closed', submittedAt: NOW - HOUR / 2, closedAt: NOW }),
        late('closedintime', { state: 'closed', submittedAt: NOW - 2 * HOUR, closedAt: NOW }),
        late('pausedlate', { state: 'suspended', suspendedAt: NOW - HOUR / 2 }),
        late('waitsforus', { state: 'submitted', submittedAt: NOW - 2 * HOUR }),
        late('lookedat', { state: 're_inspected', submittedAt: NOW - 2 * HOUR }),
        late('toolate', { state: 'submitted', submittedAt: NOW - HOUR / 2, town: id('townwest') }),
        late('paused', { state: 'suspended' }),
        late('east', { town: id('towneast') }),
      ],
    },
  });
});

const path = (more = ''): string => `/api/sf/counts?from=${NOW - 24 * HOUR}&until=${NOW}${more}`;

test.each([
  ['', 3],
  [`&town=${id('townwest')}`, 2],
  ['&category=road.dust', 0],
  ['&severity=2', 3],
  ['&severity=3', 0],
])('the leader’s and the wall’s overdue cases are the same number%s', async (more, overdue) => {
  for (const person of ['leader', 'kiosk'] as const) {
    const { status, body } = await (await server.as(person)).get(path(more));
    expect([status, body.overdue]).toEqual([200, overdue]);
  }
});

test('2.13 the red and black list counts the deadlines that units missed, not those that the office let pass', async () => {
  const { body } = await (await server.as('leader')).get(`/api/sf/red-black?from=1&until=${NOW + HOUR}`);
  // late, toolate, east, closedlate and pausedlate
  expect(body.black).toMatchObject([{ source: id('sitewest'), record: { overdue: 5 } }]);
});

test('others are not told, and nonsense is refused', async () => {
  for (const person of ['inspector', 'town', ''] as const)
    expect((await (await server.as(person)).get(path())).status).toBe(403);
  const leader = await server.as('leader');
  for (const bad of ['?from=5&until=1', '?from=x&until=9', `?from=1&until=9&severity=7`])
    expect((await leader.get(`/api/sf/counts${bad}`)).status).toBe(400);
});
