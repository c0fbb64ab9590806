import { render, screen } from '@testing-library/svelte';
import { beforeEach, expect, it } from 'vitest';
import type { GroupChoice } from '../../src/core/patrol/choose-group.ts';
import { groupWords } from '../../src/screens/group-words.ts';
import WindCard from '../../src/screens/inspect/WindCard.svelte';
import { city } from '../../src/state/city.svelte.ts';
import { now } from '../../src/state/now.svelte.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

beforeEach(() => {
  setLocale('zh-CN', { reload: false });
  Object.assign(city, { data: { ...city.data, groups: [{ id: 'one', name: '一组' }] } });
});

const choice = (more: Partial<GroupChoice>): GroupChoice =>
  ({ id: 'one', onDuty: true, openTasks: 0, distanceM: 2340, ...more }) as GroupChoice;

it('0.14 a group is offered with its load and its way: free, so many tasks, off duty, and a place that nobody knows', () => {
  expect(groupWords(choice({}))).toEqual({ name: '一组', load: '空闲', far: expect.stringContaining('2.3') });
  expect(groupWords(choice({ openTasks: 3 })).load).toContain('3');
  const off = groupWords(choice({ onDuty: false, openTasks: 3, distanceM: null }));
  expect([off.load, off.far]).not.toContain('');
  expect(off.load).not.toContain('3');
  expect(off.far).not.toMatch(/\d/);
});

it('0.14 the tablet says where the wind comes from, how strong, when that came and how old it is', () => {
  const at = Date.UTC(2026, 10, 22, 6);
  Object.assign(now, { clock: at + 4 * 60_000 });
  const { container } = render(WindCard, { wind: { from: 225, speedMs: 2.44, at } });
  const said = container.textContent.replace(/\s+/g, ' ');
  expect(said).toMatch(/西南.* 2\.4 m\/s/);
  expect(said).toContain('14:00 收到，4 分前');
  expect(screen.getByRole('img').querySelector('g')?.getAttribute('transform')).toBe('rotate(225)');
});

it.each([
  [0.1, '静风'],
  [3, '风向不定'],
])('a wind of %s m/s without a direction has no arrow and says why', (speedMs, words) => {
  const { container } = render(WindCard, { wind: { from: null, speedMs, at: Date.UTC(2026, 10, 22) } });
  expect(container.textContent).toContain(words);
  expect(container.querySelector('g')).toBeNull();
});
