import { describe, expect, test } from 'vitest';
import { chinaInstant } from '../../../src/core/china-time.ts';
import { closedPeriods, periodAt, type RedBlackFigures } from '../../../src/core/escalation/listing-kinds.ts';
import type { ListingPublished } from '../../../src/core/escalation/payloads.ts';
import { publicListing } from '../../../src/core/escalation/public-listing.ts';
import { redBlackList } from '../../../src/core/escalation/red-black.ts';
import { dispatcher, leader } from '../casework/case-steps.ts';
import { MemoryWorld, NOW, person } from '../casework/memory-world.ts';

const LIST = 'listing00000001';
const OCTOBER = periodAt('month', chinaInstant(2026, 10, 9));
const reasonOf = (result: ReturnType<MemoryWorld['send']>): string =>
  result.ok ? 'ok' : result.error.reason.key;

function figuresOf(overdue: number): RedBlackFigures {
  const list = redBlackList([
    { source: 'source000000001', checks: 3, findings: [0, 0, 0], overdue: 0, steps: 0 },
    { source: 'source000000002', checks: 2, findings: [0, 0, 2], overdue, steps: 0 },
  ]);
  const named = (row: (typeof list.red)[number]) => {
    return { ...row, code: 'GD-1', name: '一号工地', kind: 'site', town: 'town' };
  };
  return { ...list, red: list.red.map(named), black: list.black.map(named) };
}
const publish = (more: Partial<ListingPublished> = {}): ListingPublished => ({
  ...OCTOBER,
  kind: '',
  isPublic: true,
  figures: figuresOf(1),
  note: '',
  ...more,
});
/** A server that counts one missed deadline for the second place. */
const worldOf = (overdue = 1): MemoryWorld => {
  const world: MemoryWorld = new MemoryWorld();
  return Object.assign(world, {
    redBlack: () => figuresOf(overdue),
    listing: (fromAt: number, untilAt: number, kind: string) =>
      world
        .all('listings')
        .find(
          (each) =>
            each['state'] === 'published' &&
            each['fromAt'] === fromAt &&
            each['untilAt'] === untilAt &&
            each['kind'] === kind,
        ) ?? null,
  });
};

describe('periods of a red-black list', () => {
  test('are months and quarters of Beijing time, over the turn of a year', () => {
    expect(OCTOBER.fromAt).toBe(Date.UTC(2026, 8, 30, 16));
    expect(OCTOBER.untilAt).toBe(Date.UTC(2026, 9, 31, 16));
    // The last hour of the year in Beijing, while it is still the afternoon in London.
    expect(periodAt('quarter', Date.UTC(2026, 11, 31, 15))).toMatchObject({
      fromAt: chinaInstant(2026, 10, 1),
      untilAt: chinaInstant(2027, 1, 1),
    });
    const closed = closedPeriods('quarter', NOW, 4);
    expect(closed.map((each) => each.fromAt)).toEqual([
      chinaInstant(2026, 7, 1),
      chinaInstant(2026, 4, 1),
      chinaInstant(2026, 1, 1),
      chinaInstant(2025, 10, 1),
    ]);
    expect(closed.every((each) => each.untilAt <= NOW)).toBe(true);
  });
});

describe('2.13 a published red-black list', () => {
  test('2.13 a leader publishes a period that is over, once, as he saw it', () => {
    const world = worldOf();
    for (const who of [dispatcher, person('admin'), person('discipline'), person('town')])
      expect(reasonOf(world.send(who, 'listing.published', LIST, publish()))).toBe('server_not_your_task');
    const november = publish(periodAt('month', NOW));
    expect(reasonOf(world.send(leader, 'listing.published', LIST, november))).toBe('server_listing_not_over');
    const week = publish({ untilAt: OCTOBER.untilAt - 7 * 86_400_000 });
    expect(reasonOf(world.send(leader, 'listing.published', LIST, week))).toBe('server_listing_period');
    const empty = publish({ figures: { ...figuresOf(1), red: [], black: [] } });
    expect(reasonOf(world.send(leader, 'listing.published', LIST, empty))).toBe('server_listing_empty');
    expect(reasonOf(world.send(leader, 'listing.published', LIST, publish()))).toBe('ok');
    expect(world.find('listings', LIST)).toMatchObject({
      state: 'published',
      by: leader.id,
      sources: ' source000000001 source000000002 ',
      figures: { black: [{ rank: 1, lost: { findings: 20, overdue: 5 } }] },
    });
    expect(reasonOf(world.send(leader, 'listing.published', 'listing00000002', publish()))).toBe(
      'server_listing_already',
    );
    const sites = publish({ kind: 'site' });
    expect(reasonOf(world.send(leader, 'listing.published', 'listing00000003', sites))).toBe('ok');
  });

  test('2.13 figures that are no longer those he saw are not published, and made-up ones neither', () => {
    const world = worldOf(2);
    expect(reasonOf(world.send(leader, 'listing.published', LIST, publish()))).toBe('server_listing_changed');
    expect(world.find('listings', LIST)).toBeNull();
    const now = publish({ figures: figuresOf(2) });
    expect(reasonOf(world.send(leader, 'listing.published', LIST, now))).toBe('ok');
  });

  test('2.13 a withdrawn one keeps its figures and names nobody to the public; its period can be published again', () => {
    const world = worldOf();
    world.send(leader, 'listing.published', LIST, publish());
    expect(publicListing(world.find('listings', LIST)!)).toMatchObject({
      withdrawnAt: 0,
      red: [{ rank: 1, name: '一号工地', score: 100 }],
    });
    const reason = { reason: '数据有误' };
    expect(reasonOf(world.send(dispatcher, 'listing.withdrawn', LIST, reason))).toBe('server_not_your_task');
    expect(reasonOf(world.send(leader, 'listing.withdrawn', LIST, { reason: ' ' }))).toBe(
      'server_field_required',
    );
    expect(reasonOf(world.send(leader, 'listing.withdrawn', LIST, reason))).toBe('ok');
    const row = world.find('listings', LIST)!;
    expect(row).toMatchObject({ state: 'withdrawn', reason: '数据有误', figures: figuresOf(1) });
    expect(publicListing(row)).toMatchObject({ withdrawnAt: NOW, red: [], black: [] });
    expect(JSON.stringify(publicListing(row))).not.toContain('数据有误');
    expect(reasonOf(world.send(leader, 'listing.withdrawn', LIST, reason))).toBe('server_listing_state');
    expect(reasonOf(world.send(leader, 'listing.published', 'listing00000002', publish()))).toBe('ok');
  });

  test('one that is for the office alone is not public', () => {
    const world = worldOf();
    world.send(leader, 'listing.published', LIST, publish({ isPublic: false }));
    expect(publicListing(world.find('listings', LIST)!)).toBeNull();
  });
});
