import { render, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DirectiveRecord } from '../../src/schema/records.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

vi.mock('../../src/api/realtime.ts', () => ({ listen: () => () => {} }));
vi.mock('../../src/api/escalation.ts', async (original) => ({
  ...(await original<object>()),
  fetchSteps: () => new Promise(() => {}),
  fetchExposures: () => new Promise(() => {}),
  fetchDirectives: () => new Promise(() => {}),
}));
vi.mock('../../src/api/catalogues.ts', () => ({
  fetchCatalogue: async () => null,
  fetchEditionsOf: async () => [],
}));
// A map needs a graphics card; what it shows is tested where there is one.
vi.mock('../../src/map/Map.svelte', async () => ({
  default: (await import('../../src/ui/Kbd.svelte')).default,
}));

const { city } = await import('../../src/state/city.svelte.ts');
const { escalation } = await import('../../src/state/escalation.svelte.ts');
const { session } = await import('../../src/state/session.svelte.ts');
const Escalation = (await import('../../src/screens/escalation/index.svelte')).default;

const order = (id: string) =>
  ({
    id,
    title: `交办 ${id}`,
    state: 'open',
    level: 'province',
    issuer: '省攻坚办',
    theirNo: '',
    text: '',
    items: [],
    hops: [],
    answers: [],
    cases: '',
    owner: '',
    receivedAt: 1,
    answerDueAt: 2,
    overdueAt: 0,
    rev: 1,
    demo: false,
  }) as unknown as DirectiveRecord;

beforeEach(() => {
  setLocale('zh-CN', { reload: false });
  Object.assign(session, {
    user: { id: 'p', name: '', email: '', role: 'admin', unit: '', group: '', territory: '', demo: true },
  });
  Object.assign(city, { state: 'ready' });
  Object.assign(escalation, { state: 'loading', directives: [] });
});

describe('the order from above that an address asks for', () => {
  it('3.18 is shown after the page was loaded whole: the list comes later than the address was read', async () => {
    history.replaceState(null, '', '/escalation?tab=directives&directive=two');
    const { container } = render(Escalation);
    await waitFor(() => expect(container.querySelector('[data-escalation="loading"]')).toBeTruthy());
    expect(location.search).toBe('?tab=directives&directive=two');
    Object.assign(escalation, { state: 'ready', directives: [order('one'), order('two')] });
    const card = (id: string) => container.querySelector<HTMLDetailsElement>(`[data-directive="${id}"]`);
    await waitFor(() => expect(card('two')).toBeTruthy());
    expect([card('one')?.open, card('two')?.open]).toEqual([false, true]);
    expect(location.search).toBe('?tab=directives&directive=two');
  });

  it('is forgotten on another page of the screen, where it means nothing', async () => {
    history.replaceState(null, '', '/escalation?tab=meetings&directive=two');
    render(Escalation);
    await waitFor(() => expect(location.search).toBe('?tab=meetings'));
    history.replaceState(null, '', '/escalation');
  });
});
