import { describe, expect, test } from 'vitest';
import { clockSettings } from '../../../src/core/casework/clock-catalogue.ts';
import type { Row } from '../../../src/core/casework/act.ts';
import { isAlert } from '../../../src/core/work-calendar.ts';
import { responseAt, responsePeriods } from '../../../src/core/response/response-periods.ts';
import type { ResponseStep } from '../../../src/core/response/response-kinds.ts';
import { rosterGaps, standbyRoster } from '../../../src/core/response/standby-roster.ts';
import { addWork } from '../../../src/core/work-time.ts';
import { dispatcher, HOUR, inspector, leader } from '../casework/case-steps.ts';
import { MemoryWorld, NOW } from '../casework/memory-world.ts';

const DAY = 24 * HOUR;
const RESPONSE = 'response0000001';
const GROUP = 'exposuregroup00';
const people = ['member000000001', 'member000000002', 'member000000003'];

/** A world with an exposure group of three, which NOW is 14:00 in Beijing. */
class City extends MemoryWorld {
  readonly members: readonly string[];
  constructor(members: readonly string[] = people) {
    super({
      groups: [{ id: GROUP, kind: 'publicity' }],
      users: [
        ...people.map((id, n): Row => ({ id, name: `成员${n + 1}`, phone: `1380000000${n}` })),
        { id: 'left00000000001', name: '离岗者', retiredAt: NOW - DAY },
      ],
    });
    this.members = members;
  }
  readonly standby = () => [{ group: GROUP, people: this.members }];
  readonly responses = () => this.all('responses').filter((row) => row['state'] === 'in_force');
  get shifts(): Row[] {
    return this.all('duty_shifts').toSorted((a, b) => Number(a['fromAt']) - Number(b['fromAt']));
  }
  get planned(): Row[] {
    return this.shifts.filter((row) => row['state'] === 'planned');
  }
  get response(): Row {
    return this.find('responses', RESPONSE)!;
  }
}
const reasonOf = (result: ReturnType<MemoryWorld['send']>): string =>
  result.ok ? 'ok' : result.error.reason.key;
const start = (world: City, level: 'yellow' | 'orange' | 'red', who = leader) =>
  reasonOf(world.send(who, 'response.started', RESPONSE, { level, fromAt: null, basis: '市红色预警' }));

describe('0.33 the roster of a red alert', () => {
  test('0.33 starting level I creates the roster: three days and nights without a gap, in turn', () => {
    const world = new City();
    expect(start(world, 'red')).toBe('ok');
    const { shifts } = world;
    expect(shifts.map((row) => [row['fromAt'], row['untilAt']])[0]).toEqual([NOW, NOW + 2 * HOUR]);
    expect(shifts.at(-1)?.['untilAt']).toBe(NOW + 10 * HOUR + 3 * DAY);
    expect(rosterGaps(shifts as never, NOW, NOW + 10 * HOUR + 3 * DAY)).toEqual([]);
    expect(shifts.map((row) => row['group'])).toEqual(shifts.map(() => GROUP));
    expect(shifts.slice(0, 3).map((row) => row['people'])).toEqual([
      ` ${people[0]} `,
      ` ${people[1]} `,
      ` ${people[2]} `,
    ]);
    expect(shifts[0]?.['names']).toEqual([{ user: people[0], name: '成员1', phone: '13800000000' }]);
    expect(new Set(shifts.map((row) => row.id)).size).toBe(shifts.length);
    expect(world.response['shifts']).toEqual(shifts.map((row) => row.id));
  });

  test('0.33 a lower level calls nobody; raised to red it does, and below red it lets them go', () => {
    const world = new City();
    expect(start(world, 'orange')).toBe('ok');
    expect(world.shifts).toEqual([]);
    world.now = NOW + HOUR;
    const change = (level: 'yellow' | 'red') =>
      reasonOf(world.send(leader, 'response.level_changed', RESPONSE, { level, reason: '加重' }));
    expect(change('red')).toBe('ok');
    expect(change('red')).toBe('server_response_same_level');
    expect(world.planned.length).toBeGreaterThan(8);
    world.now = NOW + 5 * HOUR;
    expect(change('yellow')).toBe('ok');
    // What ran ends now, the rest is off.
    expect(world.planned.map((row) => row['untilAt'])).toEqual([world.now]);
    expect(change('red')).toBe('ok');
    expect(new Set(world.shifts.map((row) => row.id)).size).toBe(world.shifts.length);
  });

  test('0.33 ending it closes the roster: what is over stays, what runs ends now, what is to come is off', () => {
    const world = new City();
    start(world, 'red');
    world.now = NOW + 5 * HOUR;
    expect(reasonOf(world.send(leader, 'response.ended', RESPONSE, { reason: '空气质量好转' }))).toBe('ok');
    expect(world.response).toMatchObject({ state: 'ended', untilAt: world.now, reason: '空气质量好转' });
    expect(world.planned.map((row) => row['untilAt'])).toEqual([NOW + 2 * HOUR, world.now]);
    expect(reasonOf(world.send(leader, 'response.ended', RESPONSE, { reason: '再次' }))).toBe(
      'server_response_ended',
    );
  });

  test('0.33 a leader decides on it, the office keeps the roster, and there is one at a time', () => {
    const world = new City();
    expect(start(world, 'red', dispatcher)).toBe('server_not_your_task');
    expect(start(world, 'red')).toBe('ok');
    const again = world.send(leader, 'response.started', 'response0000002', {
      level: 'yellow',
      fromAt: null,
      basis: '黄色',
    });
    expect(reasonOf(again)).toBe('server_response_in_force');
    const late = new City().send(leader, 'response.started', RESPONSE, {
      level: 'red',
      fromAt: NOW - 2 * HOUR,
      basis: '补记',
    });
    expect(reasonOf(late)).toBe('server_response_when');
  });

  test('0.33 a shift is set, changed and taken off; what is over or begun stays', () => {
    const world = new City();
    start(world, 'red');
    const set = (
      shift: string,
      from: number,
      until: number,
      more: { people?: string[]; group?: string | null } = {},
      who = dispatcher,
    ) =>
      reasonOf(
        world.send(who, 'response.shift_set', RESPONSE, {
          shift,
          fromAt: NOW + from * HOUR,
          untilAt: NOW + until * HOUR,
          group: GROUP,
          people: [people[1]!],
          note: '',
          ...more,
        }),
      );
    const first = world.shifts[0]!.id;
    const later = world.shifts[2]!.id;
    expect(set('shift0000000001', 82, 90, {}, inspector)).toBe('server_not_your_task');
    expect(set('shift0000000001', 82, 90)).toBe('ok');
    expect(world.response['shifts']).toContain('shift0000000001');
    expect(set('shift0000000001', 82, 86, { group: null })).toBe('ok');
    expect(world.find('duty_shifts', 'shift0000000001')).toMatchObject({
      group: '',
      untilAt: NOW + 86 * HOUR,
    });
    expect(set('shift0000000002', 90, 90)).toBe('server_shift_times');
    expect(set('shift0000000002', 90, 115)).toBe('server_shift_long');
    expect(set('shift0000000002', 90, 98, { group: null, people: [] })).toBe('server_shift_nobody');
    expect(set('shift0000000002', 90, 98, { people: ['nobody000000001'] })).toBe('server_no_such_person');
    expect(set('shift0000000002', 90, 98, { people: ['left00000000001'] })).toBe('server_shift_person_left');
    world.now = NOW + HOUR;
    expect(set(first, 1.5, 2.5)).toBe('ok');
    expect(world.find('duty_shifts', first)).toMatchObject({ fromAt: NOW, untilAt: NOW + 2.5 * HOUR });
    const drop = (shift: string) =>
      reasonOf(world.send(dispatcher, 'response.shift_dropped', RESPONSE, { shift }));
    expect(drop(first)).toBe('server_shift_begun');
    expect(drop(later)).toBe('ok');
    expect(world.find('duty_shifts', later)).toMatchObject({ state: 'dropped' });
    world.now = NOW + 3 * HOUR;
    expect(set(first, 0, 4)).toBe('server_shift_over');
  });
});

describe('0.33 clocks in a response', () => {
  const steps: readonly ResponseStep[] = [
    { level: 'orange', fromAt: NOW, reason: '' },
    { level: 'red', fromAt: NOW + DAY, reason: '' },
  ];

  test('0.33 each level holds until the next one, and the last until the end', () => {
    expect(responsePeriods({ steps, untilAt: 0 })).toEqual([
      { level: 'orange', fromAt: NOW, untilAt: NOW + DAY },
      { level: 'red', fromAt: NOW + DAY, untilAt: 0 },
    ]);
    expect(responsePeriods({ steps, untilAt: NOW + HOUR })).toEqual([
      { level: 'orange', fromAt: NOW, untilAt: NOW + HOUR },
    ]);
    const periods = responsePeriods({ steps, untilAt: NOW + 2 * DAY });
    expect(responseAt(periods, NOW - 1)).toBeNull();
    expect(responseAt(periods, NOW)?.level).toBe('orange');
    expect(responseAt(periods, NOW + DAY)?.level).toBe('red');
    expect(responseAt(periods, NOW + 2 * DAY)).toBeNull();
    const both = [...periods, { level: 'yellow' as const, fromAt: NOW, untilAt: 0 }];
    expect(responseAt(both, NOW)?.level).toBe('orange');
  });

  test('0.33 time counts around the clock while a started red response holds', () => {
    const saturdayNight = Date.UTC(2026, 10, 21, 14);
    const red = [{ level: 'red' as const, fromAt: saturdayNight - HOUR, untilAt: 0 }];
    const { calendar } = clockSettings(null, null, red);
    expect(isAlert(saturdayNight, calendar)).toBe(true);
    expect(addWork(saturdayNight, 2 * HOUR, calendar)).toBe(saturdayNight + 2 * HOUR);
    expect(isAlert(saturdayNight, clockSettings(null, null).calendar)).toBe(false);
  });

  test('0.33 gaps of a roster are found, also before the first and after the last shift', () => {
    const at = (from: number, until: number) => ({ fromAt: NOW + from * HOUR, untilAt: NOW + until * HOUR });
    expect(rosterGaps([], NOW, NOW + HOUR)).toEqual([at(0, 1)]);
    expect(rosterGaps([at(6, 8), at(1, 4), at(2, 5)], NOW, NOW + 9 * HOUR)).toEqual([
      at(0, 1),
      at(5, 6),
      at(8, 9),
    ]);
    expect(rosterGaps([at(-3, 5), at(5, 20)], NOW, NOW + 9 * HOUR)).toEqual([]);
  });

  test('0.33 a small group stands by as a whole: nobody is written down for three days and nights', () => {
    const few = people.slice(0, 2);
    const roster = standbyRoster([{ group: GROUP, people: few }], NOW);
    expect(roster.every((each) => each.group === GROUP && !each.named && each.people === few)).toBe(true);
    const world = new City(few);
    start(world, 'red');
    expect(world.shifts[0]).toMatchObject({ group: GROUP, names: [], people: ` ${few.join(' ')} ` });
    expect(standbyRoster([], NOW)).toEqual([]);
  });
});
