import type { EventDraft, EventType } from '../../src/core/casework/events.ts';
import type { Payload, ProblemFound } from '../../src/core/casework/payloads.ts';
import { expect } from 'vitest';
import { city, id, PASSWORD } from './city.ts';
import { rowOf, send } from './door.ts';
import { draft, found, newId, photoRef } from './drafts.ts';
import type { Json, Reply, TestServer } from './harness.ts';

export const HOUR = 3_600_000;
export const HERE = { lng: 113.55, lat: 34.85, accuracyM: 8, by: 'gps', reason: '' } as const;
export const measures = [{ what: '苫盖', value: 1200, unit: 'm2' }] as const;

/** The small city with offices of both towns and a group leader, so that every step has its person. */
export const caseCity = {
  ...city,
  units: [
    ...(city['units'] ?? []),
    { id: id('westoffice'), code: 'west', name: '西镇', kind: 'town', town: id('townwest') },
    { id: id('eastoffice'), code: 'east', name: '东镇', kind: 'town', town: id('towneast') },
  ],
  posts: [
    {
      id: id('leadpost'),
      user: id('inspector'),
      title: '组长',
      capabilities: ['group_leader'],
      fromAt: 1,
      untilAt: 0,
    },
  ],
};

/** The same city with another unit and somebody of it. */
export function cityWith(unit: string, person: { readonly email: string } & object, kind = 'regulator') {
  const users = (caseCity as unknown as { readonly users: readonly object[] }).users;
  const name = person.email.split('@')[0]!;
  return {
    ...caseCity,
    units: [...caseCity.units, { id: id(unit), code: unit, name: unit, kind, town: '' }],
    users: [...users, { id: id(name), name, password: PASSWORD, unit: id(unit), demo: true, ...person }],
  };
}

/** A case of dust that the western site's regulator has, found five days ago and late by two. */
export const lateCase = (name: string, more: object = {}): object => ({
  ...{ id: id(name), no: name, source: id('sitewest'), town: id('townwest'), category: 'dust.bare_soil' },
  ...{ severity: 1, state: 'assigned', handling: 'assigned', origin: 'patrol', unit: id('housing') },
  ...{ parties: ` ${id('housing')} `, foundBy: id('inspector'), lng: 113.55, lat: 34.85, rev: 3 },
  ...{ foundAt: Date.now() - 120 * HOUR, deadlineAt: Date.now() - 48 * HOUR, ...more },
});

export const assignment = (
  unit = 'housing',
  coUnits: readonly string[] = [],
): Payload<'problem.assigned'> => ({
  unit: id(unit),
  orderNo: '',
  deadlineAt: Date.now() + 48 * HOUR,
  note: '',
  coUnits: coUnits.map(id),
});
export const verdict = (result: 'pass' | 'fail'): Payload<'problem.reinspected'> => ({
  verdict: result,
  place: HERE,
  note: '',
  deadlineAt: null,
  reinspection: null,
});

/** Steps of cases on a server, in the words of the trade. */
export function caseDriver(server: TestServer) {
  const problemOf = (problem: string): Promise<Json> => rowOf(server, 'problems', problem);

  /** Sends a step by somebody, on the row as it is now unless said. */
  async function step<T extends EventType>(
    who: string,
    type: T,
    subject: string,
    payload: Payload<T>,
    more: Partial<EventDraft> = {},
  ): Promise<Reply> {
    const collection = `${type.slice(0, type.indexOf('.'))}s`;
    const { rev } = await rowOf(server, collection, subject);
    const event = draft(type, subject, payload, { seen: rev ?? 0, photos: [photoRef()], ...more });
    return send(await server.as(who), event);
  }
  async function taken(...args: Parameters<typeof step>): Promise<void> {
    const reply = await step(...args);
    expect([args[1], reply.status], reply.text).toEqual([args[1], 200]);
  }
  async function refusedBy(...args: Parameters<typeof step>): Promise<string> {
    const reply = await step(...args);
    expect([400, 403, 409]).toContain(reply.status);
    return reply.body.data.key as string;
  }
  async function finding(more: Partial<ProblemFound> = {}): Promise<string> {
    const event = found(newId(), more);
    const reply = await send(await server.as('inspector'), event);
    expect(reply.status, reply.text).toBe(200);
    return event.subjectId;
  }

  return { problemOf, step, taken, refusedBy, finding };
}
