import { describe, expect, it } from 'vitest';
import { chinaInstant, dateKey, DAY_MS } from '../../src/core/china-time.ts';
import {
  DEFAULT_QUERY,
  formatLeadQuery,
  parseLeadQuery,
  rewindWindow,
  stepWindow,
  timeViewOf,
  windowOf,
  type LeadQuery,
} from '../../src/screens/lead/lead-query.ts';

const now = chinaInstant(2026, 11, 22, 12, 22);
const parse = (search: string) => parseLeadQuery(new URLSearchParams(search));

describe('the address of a view', () => {
  it('gives the same view again', () => {
    const query: LeadQuery = {
      layer: 'clusters',
      time: 'open',
      from: '2026-11-01',
      until: '2026-11-09',
      span: 90,
      category: 'dust.bare_soil',
      town: '410108001',
      severity: 3,
      handling: 'assigned',
      extent: { west: 113.5, south: 34.8, east: 113.7, north: 34.95 },
      list: { west: 113.6, south: 34.85, east: 113.61, north: 34.86 },
      case: '019b76daa8007102a19ed38f82848e06',
    };
    expect(parse(formatLeadQuery(query).toString())).toEqual(query);
    expect(parse(formatLeadQuery({ ...query, list: 'extent' }).toString()).list).toBe('extent');
  });

  it('says nothing for the defaults', () => {
    expect(formatLeadQuery(DEFAULT_QUERY).toString()).toBe('');
    expect(parse('')).toEqual(DEFAULT_QUERY);
  });

  it('takes defaults for what makes no sense', () => {
    const search =
      'layer=3d&time=never&from=2026-02-31&until=2026-11-09&span=7&severity=9&handling=lost&at=1,2,3&list=1,2,0,5&case=<b>';
    expect(parse(search)).toEqual(DEFAULT_QUERY);
    expect(parse('from=2026-11-09&until=2026-11-01').from).toBeNull();
  });
});

describe('the window', () => {
  it('is the last seven days and moves on with the calendar', () => {
    const { from, last } = windowOf(DEFAULT_QUERY, now);
    expect([dateKey(from), dateKey(last)]).toEqual(['2026-11-16', '2026-11-22']);
    expect(dateKey(windowOf(DEFAULT_QUERY, now + DAY_MS).last)).toBe('2026-11-23');
  });

  it('holds its last day whole; open means open now today, and at 24:00 of a past day', () => {
    const found = timeViewOf(DEFAULT_QUERY, now);
    expect(found).toEqual({
      kind: 'found',
      from: chinaInstant(2026, 11, 16) / 1000,
      until: chinaInstant(2026, 11, 23) / 1000,
    });
    expect(timeViewOf({ ...DEFAULT_QUERY, time: 'open' }, now)).toEqual({
      kind: 'open',
      at: (now + 59_000) / 1000,
    });
    const past: LeadQuery = { ...DEFAULT_QUERY, time: 'open', from: '2026-11-01', until: '2026-11-09' };
    expect(timeViewOf(past, now)).toEqual({ kind: 'open', at: chinaInstant(2026, 11, 10) / 1000 - 1 });
  });

  it('steps by days and stops at both ends of the slider', () => {
    const back = stepWindow(DEFAULT_QUERY, -1, now);
    expect([back.from, back.until]).toEqual(['2026-11-15', '2026-11-21']);
    expect(stepWindow(back, 5, now).until).toBe('2026-11-22');
    expect(rewindWindow(DEFAULT_QUERY, now).from).toBe(dateKey(now - 29 * DAY_MS));
  });
});
