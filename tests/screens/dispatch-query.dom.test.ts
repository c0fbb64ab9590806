import { describe, expect, it } from 'vitest';
import {
  DEFAULT_HIDDEN,
  formatDeskQuery,
  parseDeskQuery,
  type DeskQuery,
} from '../../src/screens/dispatch/desk-query.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const read = (search: string) => parseDeskQuery(new URLSearchParams(search), NOW);

describe('the address of the desk', () => {
  const full: DeskQuery = {
    station: '019b76daa8007102a19ed38f82848e06',
    source: '019b76daa8007c9f969c13eec9bc1549',
    pollutant: 'pm25',
    at: NOW - 5 * 3_600_000,
    hours: 24,
    hidden: ['fume', 'patrols'],
    extent: [113.4, 34.75, 113.8, 34.98],
  };

  it('a copied link gives the same view', () => {
    expect(read(formatDeskQuery(full).toString())).toEqual(full);
  });

  it('defaults leave the address bare', () => {
    expect(formatDeskQuery(read('')).toString()).toBe('');
  });

  it('nothing hidden is said too, since the problems are hidden by default', () => {
    const search = formatDeskQuery({ ...full, hidden: [] });
    expect(search.get('hide')).toBe('');
    expect(read(search.toString()).hidden).toEqual([]);
    expect(read('').hidden).toEqual(DEFAULT_HIDDEN);
  });

  it.each([
    ['a moment to come', 'at=2026-11-23T00:00Z'],
    ['a moment over a day ago', 'at=2026-11-21T11:00Z'],
    ['nonsense', 'at=yesterday'],
  ])('%s is live', (_what, search) => {
    expect(read(search).at).toBeNull();
  });

  it('what makes no sense takes its default', () => {
    const query = read('station=%3Cscript%3E&pollutant=o3&hours=7&map=1,2,3&hide=wind');
    expect(query).toEqual({ ...read(''), hidden: [] });
    expect(read('map=113.8,34,113.4,35').extent).toBeNull();
  });
});
