import { describe, expect, it } from 'vitest';
import type { Act, Author, World } from '../../../src/core/casework/act.ts';
import { touchedFields } from '../../../src/core/casework/touched-fields.ts';
import { advanceSource } from '../../../src/core/sources/source.ts';

const author = { id: 'a', role: 'inspector', unit: '', group: 'g', territory: 'west' } as unknown as Author;
const world = {
  find: (_: string, id: string) =>
    id === 'own'
      ? {
          id,
          kind: 'enterprise',
          state: 'active',
          name: 'X',
          lng: 113.5,
          lat: 34.8,
          town: 'west',
          profile: {},
          rev: 1,
        }
      : null,
  locate: ({ lng }: { lng: number }) => ({ town: lng < 113.6 ? 'west' : 'east', village: '', cell: '' }),
} as unknown as World;
const act = (type: string, subjectId: string, payload: object) =>
  ({ author, payload, at: 1, draft: { type, subjectId, seen: 1, photos: [] } }) as unknown as Act<never>;
const place = { lng: 113.5, lat: 34.8, accuracyM: 10, by: 'gps', reason: '' };
const keyOf = (result: ReturnType<typeof advanceSource>) => (result.ok ? 'ok' : result.error.reason.key);

describe('1.44 sources known by their place', () => {
  it('takes an unnamed one, and asks a name of an enterprise', () => {
    const register = (kind: string) => act('source.registered', 'new', { kind, name: '', place, note: '' });
    expect(keyOf(advanceSource(register('unnamed'), world))).toBe('ok');
    expect(keyOf(advanceSource(register('enterprise'), world))).toBe('trade_error_name_missing');
  });
});

describe('source.updated', () => {
  it('refuses a profile that its kind does not know', () => {
    const update = act('source.updated', 'own', { changes: { profile: { stoves: 'many' } }, reason: '' });
    expect(keyOf(advanceSource(update, world))).toMatch(/^trade_error_field/);
  });

  it('refuses to move a source out of the author’s territory', () => {
    const update = act('source.updated', 'own', { changes: { lng: 113.7, lat: 34.8 }, reason: '' });
    expect(keyOf(advanceSource(update, world))).toBe('server_not_your_territory');
  });

  it('sets the fields of the profile that it names, empties those that are null, and leaves the rest', () => {
    const site = { kind: 'restaurant', profile: { stoves: 3, fuel: 'gas', note: '后厨' } };
    const own = {
      find: () => ({ id: 'own', state: 'active', name: 'X', town: 'west', rev: 1, ...place, ...site }),
    };
    const changes = { profile: { stoves: 5, fuel: null } };
    const result = advanceSource(act('source.updated', 'own', { changes, reason: '' }), {
      ...world,
      ...own,
    } as never);
    expect(result.ok && result.value.writes[0]!.fields).toEqual({
      profile: { stoves: 5, note: '后厨' },
      rev: 2,
    });
  });

  it('takes as the site’s own unit only a unit of a site, and none', () => {
    const units = { housing: { id: 'housing', kind: 'regulator' }, gd: { id: 'gd', kind: 'site' } };
    const own = { id: 'own', kind: 'site', state: 'active', name: 'X', town: 'west', rev: 1, ...place };
    const find = (collection: string, id: string) =>
      collection === 'units' ? ((units as Record<string, object>)[id] ?? null) : own;
    const setAs = (who: Author, unit: string) =>
      keyOf(
        advanceSource({ ...act('source.updated', 'own', { changes: { unit }, reason: '' }), author: who }, {
          ...world,
          find,
        } as never),
      );
    const set = (unit: string) => setAs({ ...author, role: 'dispatcher' }, unit);
    expect([set('gd'), set(''), set('housing'), set('nowhere')]).toEqual([
      'ok',
      'ok',
      'server_no_site_unit',
      'server_no_site_unit',
    ]);
    // Whoever could name the unit could open the site to it.
    expect(setAs(author, 'gd')).toBe('server_register_by_office');
  });

  it('merges with what others changed in other fields of the profile, and asks in the same', () => {
    const touched = (profile: object) =>
      touchedFields('source.updated', JSON.stringify({ changes: { card: 'red', profile }, reason: '' }));
    expect(touched({ stoves: 5 })).toEqual(['card', 'profile stoves']);
    expect(touched({ fuel: null })).not.toContain('profile stoves');
  });

  it('can be sent for a source that was registered in the field with a note', () => {
    const made = advanceSource(
      act('source.registered', 'new', { kind: 'unnamed', name: '', place, note: '院内堆土' }),
      world,
    );
    const row = made.ok ? { id: 'new', ...made.value.writes[0]!.fields } : null;
    const result = advanceSource(
      act('source.updated', 'new', { changes: { state: 'stopped' }, reason: '' }),
      { ...world, find: () => row } as never,
    );
    expect(keyOf(result)).toBe('ok');
  });

  it.each([
    ['sealed', [], 'server_shut_by_office'],
    ['banned', [], 'server_shut_by_office'],
    ['stopped', [{ form: 'stop_work' }], 'server_shut_by_office'],
    // Nobody ordered it: who saw it stand sees it work.
    ['stopped', [{ form: 'interview' }], 'ok'],
    ['finished', [], 'ok'],
  ])('the field takes no place out of what the office ordered: %s with %j', (state, steps, said) => {
    const own = { id: 'own', kind: 'site', state, name: 'X', town: 'west', rev: 1, ...place };
    const set = (role: string, next: string) =>
      keyOf(
        advanceSource(
          {
            ...act('source.updated', 'own', { changes: { state: next }, reason: '' }),
            author: { ...author, role },
          } as never,
          { ...world, find: () => own, stepsAt: () => steps } as never,
        ),
      );
    expect([set('inspector', 'active'), set('grid_officer', 'active')]).toEqual([said, said]);
    expect([set('inspector', state), set('dispatcher', 'active')]).toEqual(['ok', 'ok']);
  });
});
