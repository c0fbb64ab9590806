import { expect, test } from 'vitest';
import { PROBLEM_CATEGORIES } from '../../../src/core/casework/problem-categories.ts';
import { itemCategory } from '../../../src/core/checks/item-category.ts';
import { checklistOf } from '../../../src/core/sources/source-layers.ts';

test('0.07 each of the eight of a site is a category of its own when it fails; what may be several is left open', () => {
  const site = checklistOf('site').items.map(({ code }) => itemCategory('site', code));
  expect(new Set(site).size).toBe(8);
  for (const each of site) expect(PROBLEM_CATEGORIES).toContain(each);
  expect(itemCategory('site', 'wheel_wash')).toBe('dust.wheel_wash');
  expect([itemCategory('other', 'cover'), itemCategory('site', 'nothing')]).toEqual([null, null]);
});
