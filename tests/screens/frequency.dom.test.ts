import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { ClientResponseError } from 'pocketbase';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { setLocale } from '../../src/text/paraglide/runtime.js';

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
const Frequencies = (await import('../../src/screens/admin/Frequencies.svelte')).default;

const DAY = 86_400_000;
const as = (role: string) =>
  Object.assign(session, {
    user: { id: 'p', name: '', email: '', role, unit: '', group: '', territory: '', demo: true },
  });
const source = (id: string, state: string, daysAgo: number) => ({
  id,
  kind: 'site',
  state,
  lastCheckAt: Date.now() - daysAgo * DAY,
});

beforeEach(() => {
  localStorage.clear();
  setLocale('zh-CN', { reload: false });
  vi.clearAllMocks();
  api.editions.mockResolvedValue([]);
  as('admin');
  const sources = [source('a', 'stopped', 9), source('b', 'sealed', 3), source('c', 'active', 20)];
  city.data = { ...city.data, sources } as unknown as typeof city.data;
});

describe('1.29 rules of patrol frequency', () => {
  it('1.29 loading, error and no right are said; the product’s own rules hold where there is no edition', async () => {
    api.editions.mockRejectedValueOnce(new Error('cut'));
    const first = render(Frequencies);
    expect(first.container.querySelector('.skeleton')).toBeTruthy();
    expect(await screen.findByText('巡查频次读不出来')).toBeTruthy();
    first.unmount();
    api.editions.mockRejectedValueOnce(new ClientResponseError({ status: 403 }));
    const shut = render(Frequencies);
    await waitFor(() => expect(shut.container.querySelector('[role="status"]')).toBeNull());
    shut.unmount();
    as('dispatcher');
    const { container } = render(Frequencies);
    await waitFor(() => expect(container.querySelector('[data-edition="own"]')).toBeTruthy());
    // Of the stopped and the sealed one the first is late.
    expect(container.querySelector('[data-due]')?.getAttribute('data-due')).toBe('1');
    expect(container.querySelector('[data-action="write-rules"]')).toBeNull();
  });

  it('1.29 an administrator writes an edition in a form, sees what it makes due, and publishes it', async () => {
    const { container } = render(Frequencies);
    const button = (action: string) => container.querySelector(`[data-action="${action}"]`);
    const press = async (action: string) => {
      await waitFor(() => expect(button(action)).toBeTruthy());
      await fireEvent.click(button(action)!);
    };
    await press('write-rules');
    expect(container.querySelectorAll('[data-rule]')).toHaveLength(3);
    await press('add-rule');
    const rule = container.querySelector<HTMLElement>('[data-rule="3"]')!;
    const days = within(rule).getByLabelText('平时，天');
    await fireEvent.input(days, { target: { value: '2' } });
    await press('publish-rules');
    expect(await screen.findByText('第 4 条：应急响应期间不能比平时更稀')).toBeTruthy();
    expect(api.publish).not.toHaveBeenCalled();
    await fireEvent.input(days, { target: { value: '14' } });
    await waitFor(() => expect(container.querySelector('[data-due]')?.getAttribute('data-due')).toBe('2'));
    await fireEvent.click(within(rule).getByRole('button', { name: '删去第 4 条' }));
    await press('add-rule');
    await press('publish-rules');
    await waitFor(() => expect(api.publish).toHaveBeenCalledTimes(1));
    const [code, edition] = api.publish.mock.calls[0]!;
    expect(code).toBe('patrol_frequency');
    expect(edition).toMatchObject({
      version: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      body: {
        rules: [
          { kind: '', state: 'stopped', days: 7, alertDays: 2 },
          { kind: '', state: 'sealed', days: 7, alertDays: 2 },
          { kind: '', state: 'banned', days: 30, alertDays: 7 },
          { kind: 'site', state: 'active', days: 14, alertDays: 3 },
        ],
      },
    });
  });
});
