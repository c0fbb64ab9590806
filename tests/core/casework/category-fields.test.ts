import { expect, test } from 'vitest';
import { commonCategories } from '../../../src/core/casework/common-categories.ts';
import { DEFAULT_CATEGORIES } from '../../../src/core/casework/default-categories.ts';

/** The fields of the campaign (features.md 0.19) and what belongs to each. */
const FIELDS = {
  'city cleaning': /^(road|waste)\./,
  'building sites': /^dust\./,
  'linear works': /^dust\.(bare_soil|enclosure|road_broken)$/,
  'dump trucks': /^truck\./,
  'restaurant fume': /^(fume|bbq)\./,
  'burning ban': /^(burn\.|fireworks$)/,
};
const leadOf = (code: string): string =>
  DEFAULT_CATEGORIES.find((each) => each.code === code)?.regulator ?? '';

test.each(Object.entries(FIELDS))(
  '0.19 %s has at least one category, each with a regulator that leads',
  (_, pattern) => {
    const lines = DEFAULT_CATEGORIES.filter((each) => pattern.test(each.code));
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect([line.code, line.regulator]).not.toEqual([line.code, '']);
  },
);

test('0.40 street cleaning goes to urban management, and a road offers it first', () => {
  expect([leadOf('road.dust'), leadOf('road.spill'), leadOf('waste.construction')]).toEqual([
    'urban_management',
    'urban_management',
    'urban_management',
  ]);
  expect(commonCategories('road')[0]).toBe('road.dust');
});

test('1.68 an illegal gas station is a major matter of commerce and looked back upon', () => {
  const line = DEFAULT_CATEGORIES.find((each) => each.code === 'gas.illegal');
  expect(line).toMatchObject({ regulator: 'commerce', severity: 3 });
  expect(line?.lookBack?.slice(0, 2)).toEqual([30, 90]);
  expect(commonCategories('gas_station')).toContain('gas.illegal');
});
