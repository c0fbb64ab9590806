import { describe, expect, test } from 'vitest';
import { caseCity, HOUR, lateCase } from './case-driver.ts';
import { city, id, source } from './city.ts';
import { rowOf, send } from './door.ts';
import { draft } from './drafts.ts';
import { runEscalate } from './escalate-run.ts';
import { startServer, type Json, type TestServer } from './harness.ts';

const DAY = 24 * HOUR;

const steps = async (server: TestServer, filter: string): Promise<readonly Json[]> => {
  const path = `/api/collections/escalations/records?filter=${encodeURIComponent(filter)}`;
  return (await (await server.as('root')).get(path)).body.items;
};

describe('1.66 deadlines that a unit missed count wherever it was', () => {
  const places = Array.from({ length: 10 }, (_, n) => source(`quiet${n}`, 'townwest', 113.55));
  const closedLate = (n: number): object =>
    lateCase(`closed${n}x`, {
      ...{ source: id(`quiet${n}`), state: 'closed', foundAt: Date.now() - 7 * DAY, rev: 6 },
      ...{ deadlineAt: Date.now() - 5 * DAY, submittedAt: Date.now() - 4 * DAY },
      closedAt: Date.now() - 3 * DAY,
    });
  const serve = (problems: readonly object[]): Promise<TestServer> =>
    startServer({ city: { ...caseCity, sources: [...(city['sources'] ?? []), ...places], problems } });

  test('ten general cases closed late at ten quiet places propose an accountability file, once', async () => {
    const server = await serve(Array.from({ length: 10 }, (_, n) => closedLate(n)));
    expect(await runEscalate(server)).toMatchObject({ ran: true, proposed: 1, refused: 0 });
    const [file, ...more] = await steps(server, '');
    expect(more).toEqual([]);
    expect(file).toMatchObject({
      rung: 'accountability',
      state: 'proposed',
      unit: id('housing'),
      source: '',
      because: { key: 'escalation_because_misses', params: { count: 10, days: 30 } },
    });
    expect(file.cases.trim().split(' ')).toHaveLength(10);
    expect(await runEscalate(server)).toMatchObject({ proposed: 0, refused: 0 });
  });

  test('cases without a place of the register count; nine, what the office closed late and what is long ago do not', async () => {
    const unit = (name: string, n: number, more: object): object => {
      const key = `${name}${n}x`;
      return { ...closedLate(n), id: id(key), no: key, unit: id(name), ...more };
    };
    const office = (n: number): object => (n === 0 ? { submittedAt: Date.now() - 6 * DAY } : {});
    const before = (n: number): object => (n === 0 ? { deadlineAt: Date.now() - 31 * DAY } : {});
    const all = Array.from({ length: 10 }, (_, n) => [
      unit('housing', n, { source: '' }),
      unit('ecology', n, office(n)),
      unit('westoffice', n, before(n)),
    ]).flat();
    const server = await serve(all);
    expect(await runEscalate(server)).toMatchObject({ proposed: 1, refused: 0 });
    expect((await steps(server, '')).map((each) => each.unit)).toEqual([id('housing')]);
  });
});

describe('1.65 a step of the ladder ends on its day', () => {
  const OVER = Date.now() - DAY;
  const step = (name: string, form: string, place: string, more: object = {}): object => ({
    id: id(name),
    ladder: 'air',
    rung: form,
    form,
    level: 0,
    state: 'in_force',
    source: id(place),
    cases: '',
    key: name,
    terms: { form, untilAt: OVER },
    fromAt: Date.now() - 15 * DAY,
    untilAt: OVER,
    rev: 1,
    ...more,
  });
  const problem = (name: string, place: string, more: object = {}): object =>
    lateCase(name, {
      ...{ source: id(place), state: 'closed', foundAt: Date.now() - 9 * DAY, rev: 6 },
      ...{ closedAt: Date.now() - 8 * DAY, submittedAt: Date.now() - 8 * DAY },
      ...{ deadlineAt: Date.now() - 7 * DAY, ...more },
    });
  const marked = (name: string, form: string, level: number): object => ({
    escalation: level,
    steps: [{ step: id(name), form, level }],
  });
  /** Three serious findings that an entry names, and a later one that none does. */
  const serious = (place: string, entry: string): readonly object[] =>
    [0, 1, 2, 3].map((n) =>
      problem(`${place}serious${n}`, place, {
        severity: 2,
        ...(n < 3 ? marked(entry, 'blacklist', 4) : { foundAt: Date.now() - 8 * DAY }),
      }),
    );
  const named = (place: string): string => ` ${[0, 1, 2].map((n) => id(`${place}serious${n}`)).join(' ')} `;
  const places = ['stopped', 'sealed', 'longer', 'free', 'held'];
  const stopWork = (name: string, place: string, more?: object): object =>
    step(name, 'stop_work', place, more);
  const ladderCity = {
    ...caseCity,
    sources: [
      ...(city['sources'] ?? []),
      ...places.map((name) =>
        source(name, 'townwest', 113.55, {
          state: ['stopped', 'longer'].includes(name) ? 'stopped' : name === 'sealed' ? 'sealed' : 'active',
        }),
      ),
    ],
    problems: [
      ...serious('free', 'entryover'),
      ...serious('held', 'entryholds'),
      problem('openone', 'sitewest', {
        state: 'assigned',
        closedAt: 0,
        ...marked('listingopen', 'listing', 3),
      }),
      problem('closedone', 'siteeast', marked('listingdone', 'listing', 3)),
    ],
    escalations: [
      stopWork('stopover', 'stopped'),
      stopWork('stopunder', 'sealed'),
      step('sealstays', 'seal', 'sealed', { untilAt: 0 }),
      stopWork('stoplonger', 'longer', { untilAt: Date.now() + DAY }),
      step('entryover', 'blacklist', 'free', { level: 4, cases: named('free') }),
      step('entryholds', 'blacklist', 'held', { level: 4, cases: named('held'), untilAt: Date.now() + DAY }),
      step('listingopen', 'listing', 'sitewest', { level: 3, cases: ` ${id('openone')} ` }),
      step('listingdone', 'listing', 'siteeast', { level: 3, cases: ` ${id('closedone')} ` }),
    ],
  };

  test('days that passed while the server stood still end each step at its instant, once; what still holds is left', async () => {
    const server = await startServer({ city: ladderCity });
    expect(await runEscalate(server)).toMatchObject({ lapsed: 5, refused: 0 });
    const stateOf = async (name: string): Promise<unknown> => {
      const { state, liftedAt, overdueAt } = await rowOf(server, 'escalations', id(name));
      return { state, liftedAt, overdueAt };
    };
    const ended = { state: 'ended', liftedAt: OVER, overdueAt: 0 };
    const inForce = { state: 'in_force', liftedAt: 0, overdueAt: 0 };
    expect(await stateOf('stopover')).toEqual(ended);
    expect(await stateOf('stopunder')).toEqual(ended);
    expect(await stateOf('stoplonger')).toEqual(inForce);
    expect(await stateOf('sealstays')).toEqual(inForce);
    expect(await stateOf('entryover')).toEqual(ended);
    expect(await stateOf('entryholds')).toEqual(inForce);
    // 整改不到位: listed supervision does not end by waiting while one of its cases is open (feature 4.07).
    expect(await stateOf('listingopen')).toEqual({ ...inForce, overdueAt: OVER });
    expect(await stateOf('listingdone')).toEqual(ended);

    const register = async (name: string): Promise<string> =>
      (await rowOf(server, 'sources', id(name))).state;
    expect([await register('stopped'), await register('sealed'), await register('longer')]).toEqual([
      'active',
      'sealed',
      'stopped',
    ]);
    const level = async (name: string): Promise<number> =>
      (await rowOf(server, 'problems', id(name))).escalation;
    expect([await level('freeserious0'), await level('heldserious0')]).toEqual([0, 4]);
    expect([await level('openone'), await level('closedone')]).toEqual([3, 0]);

    const filter = encodeURIComponent("type = 'escalation.expired'");
    const { body } = await (await server.as('root')).get(`/api/collections/events/records?filter=${filter}`);
    expect(body.items.map((each: Json) => each.deviceAt)).toEqual(Array.from({ length: 5 }, () => OVER));
    for (const each of body.items) expect(each.receivedAt).toBeGreaterThan(OVER + HOUR);

    // 1.31 The entry that ended holds nothing back, the one in force does.
    const proposed = await steps(server, "state = 'proposed' && rung = 'blacklist'");
    expect(proposed.map((each) => each.source)).toEqual([id('free')]);
    expect(proposed[0].cases).toContain(id('freeserious3'));

    expect(await runEscalate(server)).toMatchObject({ lapsed: 0, refused: 0 });
    const again = draft('escalation.undone', id('stopover'), { reason: '延长' }, { seen: 2 });
    expect((await send(await server.as('leader'), again)).body.data.key).toBe('server_step_state');
    const lift = draft('escalation.lifted', id('listingopen'), { reason: '达到摘牌条件' }, { seen: 2 });
    expect((await send(await server.as('leader'), lift)).status).toBe(200);
  });
});
