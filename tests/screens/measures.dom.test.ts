import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_MEASURES } from '../../src/core/response/reduction-measures.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';
import { choose } from './choose.ts';

const api = vi.hoisted(() => ({
  editions: vi.fn(async (): Promise<unknown[]> => []),
  publish: vi.fn(async (_code: string, _edition: unknown) => {}),
}));
vi.mock('../../src/api/catalogues.ts', () => ({
  fetchCatalogue: async () => null,
  fetchEditionsOf: api.editions,
  publishEditionOf: api.publish,
}));

const { city } = await import('../../src/state/city.svelte.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const ReductionMeasures = (await import('../../src/screens/admin/ReductionMeasures.svelte')).default;

const as = (role: string) =>
  Object.assign(session, {
    user: { id: 'p', name: '', email: '', role, unit: '', group: '', territory: '', demo: true },
  });
const source = (id: string, kind: string) => ({ id, kind, state: 'active', profile: null });

beforeEach(() => {
  localStorage.clear();
  setLocale('zh-CN', { reload: false });
  vi.clearAllMocks();
  api.editions.mockResolvedValue([]);
  as('admin');
  const sources = [source('a', 'site'), source('b', 'enterprise'), source('c', 'gas_station')];
  city.data = { ...city.data, sources } as unknown as typeof city.data;
});

async function form() {
  const { container } = render(ReductionMeasures);
  const press = async (action: string) => {
    await waitFor(() => expect(container.querySelector(`[data-action="${action}"]`)).toBeTruthy());
    await fireEvent.click(container.querySelector(`[data-action="${action}"]`)!);
  };
  const places = (level: string) => container.querySelector(`[data-places="${level}"]`)?.textContent;
  const row = (number: number) =>
    within(container.querySelector<HTMLElement>(`[data-measure="${number - 1}"]`)!);
  const pick = async (number: number, group: string, choice: string) => {
    await fireEvent.click(row(number).getByRole('button', { name: new RegExp(group) }));
    await fireEvent.click(within(row(number).getByRole('group', { name: group })).getByLabelText(choice));
  };
  await press('write-measures');
  return { container, press, places, row, pick };
}

describe('0.33 measures of the emergency response', () => {
  it('loading, error and no right are said; the product’s own hold where there is no edition', async () => {
    api.editions.mockRejectedValueOnce(new Error('cut'));
    const first = render(ReductionMeasures);
    expect(first.container.querySelector('.skeleton')).toBeTruthy();
    expect(await screen.findByText('减排措施读不出来')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: /重试|再试/ }));
    expect(await screen.findByText('停止拆迁和土石方作业')).toBeTruthy();
    first.unmount();
    api.editions.mockRejectedValueOnce(new ClientResponseError({ status: 403 }));
    const shut = render(ReductionMeasures);
    await waitFor(() => expect(shut.container.querySelector('[role="status"]')).toBeNull());
    expect(shut.container.querySelector('table')).toBeNull();
    shut.unmount();
    as('dispatcher');
    const { container } = render(ReductionMeasures);
    await waitFor(() => expect(container.querySelectorAll('tbody tr')).toHaveLength(DEFAULT_MEASURES.length));
    expect(container.querySelector('[data-action="write-measures"]')).toBeNull();
  });

  it('0.33 an administrator adds a measure with its level, places and breach, sees whom it concerns, and publishes', async () => {
    const { press, places, row, pick } = await form();
    expect(places('yellow')).toContain('2');
    await press('add-measure');
    const number = DEFAULT_MEASURES.length + 1;
    await fireEvent.input(row(number).getByLabelText('要求'), { target: { value: ' 错峰卸油 ' } });
    await choose(row(number).getByLabelText('级别起'), 'orange');
    await pick(number, '对象种类', '加油站');
    await pick(number, '查到即算违反', '未落实应急减排');
    await waitFor(() => expect(places('orange')).toContain('3'));
    expect(places('yellow')).toContain('2');
    await press('publish-measures');
    await waitFor(() => expect(api.publish).toHaveBeenCalledTimes(1));
    const [code, edition] = api.publish.mock.calls[0]! as [string, { body: { measures: unknown[] } }];
    expect(code).toBe('reduction_measures');
    expect(edition.body.measures).toEqual([
      ...DEFAULT_MEASURES,
      {
        code: 'own',
        level: 'orange',
        kinds: ['gas_station'],
        when: 'always',
        stops: 'nothing',
        categories: ['ent.emergency_not_met'],
        text: '错峰卸油',
      },
    ]);
  });

  it('what is missing is refused with a sentence that names the measure, and nothing typed is lost', async () => {
    const { container, press, row, pick } = await form();
    await press('add-measure');
    const number = DEFAULT_MEASURES.length + 1;
    const wrong = () => container.querySelector('[data-measure].wrong')?.getAttribute('data-measure');
    const refused = async (words: RegExp) => {
      await press('publish-measures');
      expect(await screen.findByText(words)).toBeTruthy();
      expect(wrong()).toBe(String(number - 1));
    };
    await refused(/第 12 条措施：请选对象种类/);
    await pick(number, '对象种类', '加油站');
    await refused(/第 12 条措施：请选查到哪些问题算违反/);
    await pick(number, '查到即算违反', '未落实应急减排');
    await refused(/第 12 条措施：请写明措施内容/);
    await fireEvent.input(row(number).getByLabelText('要求'), { target: { value: '错峰卸油' } });
    await fireEvent.input(screen.getByLabelText('版本名'), { target: { value: ' ' } });
    await press('publish-measures');
    expect(await screen.findByText('请写版本号。')).toBeTruthy();
    expect(api.publish).not.toHaveBeenCalled();
    await fireEvent.input(screen.getByLabelText('版本名'), { target: { value: '一版' } });
    api.publish.mockRejectedValueOnce(new ClientResponseError({ status: 0 }));
    await press('publish-measures');
    await waitFor(() => expect(api.publish).toHaveBeenCalledTimes(1));
    expect(row(number).getByLabelText<HTMLInputElement>('要求').value).toBe('错峰卸油');
    await press('publish-measures');
    await waitFor(() => expect(container.querySelector('[data-measure]')).toBeNull());
  });

  it('the last measure cannot be taken off and published: a response would ask nothing of anybody', async () => {
    const { press } = await form();
    for (let left = DEFAULT_MEASURES.length; left > 0; left--)
      await fireEvent.click(screen.getByRole('button', { name: '删去第 1 条措施' }));
    await press('publish-measures');
    expect(await screen.findByText('至少要有一条措施。')).toBeTruthy();
    expect(api.publish).not.toHaveBeenCalled();
  });
});
