import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { setLocale } from '../../src/text/paraglide/runtime.js';
import { choose } from './choose.ts';

const api = vi.hoisted(() => ({ saveStationSource: vi.fn() }));
vi.mock('../../src/api/admin.ts', () => api);

const { city } = await import('../../src/state/city.svelte.ts');
const StationSources = (await import('../../src/screens/admin/StationSources.svelte')).default;

describe('dust monitors', () => {
  const source = (code: string, title: string, lng: number) =>
    ({ id: `q${code}`, code, name: title, kind: 'building_site', lng, lat: 34.85 }) as never;
  const station = (code: string, level: string, more: object = {}) =>
    ({
      id: `s${code}`,
      code,
      name: `站${code}`,
      level,
      lng: 113.6,
      lat: 34.85,
      source: '',
      ...more,
    }) as never;
  const listed = () => screen.getByLabelText<HTMLSelectElement>('所在污染源');
  const texts = () => [...listed().options].map((each) => each.text);

  beforeEach(() => {
    vi.clearAllMocks();
    setLocale('zh-CN', { reload: false });
    const stations = [
      station('S1', 'municipal'),
      station('S2', 'micro'),
      station('S3', 'micro', { source: 'gone' }),
      station('S4', 'micro', { retired: true }),
    ];
    const sources = [source('b', '远工地', 113.63), source('a', '近工地', 113.601), source('c', '', 113.61)];
    const reload = vi.fn(async () => undefined);
    Object.assign(city, {
      state: 'ready',
      data: { ...city.data, stations, sources },
      load: reload,
      reset: vi.fn(),
    });
  });
  const open = async (name: string): Promise<void> => {
    render(StationSources);
    await fireEvent.click(screen.getByRole('button', { name: `选择 ${name} 所在的污染源` }));
    await screen.findByLabelText('所在污染源', undefined, { timeout: 4000 });
  };

  it('0.13 lists the stations that report, those with a source first, and says what the register does not have', () => {
    render(StationSources);
    const rows = screen
      .getAllByRole('row')
      .slice(1)
      .map((each) => each.textContent);
    expect(rows).toHaveLength(3);
    expect(rows[0]).toContain('gone（台账中没有）');
    expect(rows[1]).toContain('无（城市站点）');
  });

  it('0.13 offers sources nearest first, finds them by name, and saves the one that is chosen', async () => {
    await open('站S2');
    expect(texts().slice(0, 2)).toEqual(['无（城市站点）', '近工地 · 91 米']);
    expect(texts()).toHaveLength(4);
    await fireEvent.input(screen.getByLabelText('名称、编号或拼音'), { target: { value: '远' } });
    expect(texts()).toHaveLength(2);
    await choose(listed(), 'b');
    await waitFor(() => expect(screen.getByText(/离站点 2,?7\d\d 米/)).toBeTruthy());
    await fireEvent.submit(document.getElementById('station-source')!);
    await waitFor(() => expect(api.saveStationSource).toHaveBeenCalledWith('sS2', 'b'));
  });

  it('0.13 warns that a ranked station leaves the ranking', async () => {
    await open('站S1');
    await choose(listed(), 'a');
    await waitFor(() => expect(screen.getByText(/这是市控站点/)).toBeTruthy());
  });

  it('0.13 makes a monitor a station of the city again', async () => {
    await open('站S3');
    expect(listed().value).toBe('gone');
    await choose(listed(), '');
    await fireEvent.submit(document.getElementById('station-source')!);
    await waitFor(() => expect(api.saveStationSource).toHaveBeenCalledWith('sS3', ''));
  });
});
