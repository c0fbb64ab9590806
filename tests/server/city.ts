/** A city small enough to read: two towns, two groups, two units, one station, three sources, one account per role. */

/** PocketBase ids have at least 15 characters. */
export const id = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .padEnd(15, '0');

export const PASSWORD = 'a-long-password-1';
/** Six hours ago: the server goes by the real clock, and a fixed date would grow old under its limits. */
export const TODAY = Math.floor(Date.now() / 60_000) * 60_000 - 6 * 3_600_000;

const square = (west: number, south: number, size: number): object => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});

const grid = (
  name: string,
  level: string,
  parent: string,
  west: number,
  size: number,
  code: string,
): object => ({
  id: id(name),
  code,
  name,
  level,
  parent: parent === '' ? '' : id(parent),
  polygon: square(west, 34.8, size),
  lng: west + size / 2,
  lat: 34.8 + size / 2,
});

const user = (name: string, role: string, more: object = {}): object => ({
  id: id(name),
  email: `${name}@example.com`,
  password: PASSWORD,
  name,
  role,
  demo: true,
  ...more,
});

export const source = (name: string, town: string, lng: number, more: object = {}): object => ({
  id: id(name),
  code: name,
  name,
  kind: 'site',
  state: 'active',
  lng,
  lat: 34.85,
  town: id(town),
  profile: {},
  demo: true,
  ...more,
});

export const city: Readonly<Record<string, readonly object[]>> = {
  grids: [
    grid('huiji', 'district', '', 113.5, 0.2, '410108'),
    grid('townwest', 'town', 'huiji', 113.5, 0.1, '410108001'),
    grid('towneast', 'town', 'huiji', 113.6, 0.1, '410108002'),
    grid('villagewest', 'village', 'townwest', 113.5, 0.1, '410108001001'),
    grid('cellwest', 'cell', 'villagewest', 113.5, 0.1, '410108001001001'),
  ],
  units: [
    { id: id('housing'), code: 'housing', name: '住建局', kind: 'regulator', town: '' },
    { id: id('ecology'), code: 'ecology', name: '生态环境局', kind: 'regulator', town: '' },
  ],
  stations: [
    {
      id: id('station'),
      code: 'S1',
      name: 'Station',
      level: 'national',
      lng: 113.55,
      lat: 34.85,
      town: id('townwest'),
    },
  ],
  groups: [
    { id: id('groupone'), code: 'G1', name: 'One', kind: 'on_site', onDuty: true, areas: [] },
    { id: id('grouptwo'), code: 'G2', name: 'Two', kind: 'on_site', onDuty: true, areas: [] },
    {
      id: id('force'),
      code: 'F1',
      name: 'Force',
      kind: 'task_force',
      station: id('station'),
      onDuty: true,
      areas: [],
    },
  ],
  users: [
    user('dispatcher', 'dispatcher'),
    user('leader', 'leader'),
    user('inspector', 'inspector', { group: id('groupone') }),
    user('otherinspector', 'inspector', { group: id('grouptwo') }),
    user('gridofficer', 'grid_officer', { group: id('groupone'), territory: id('townwest') }),
    user('eastofficer', 'grid_officer', { group: id('grouptwo'), territory: id('towneast') }),
    user('regulator', 'regulator', { unit: id('housing') }),
    user('otherregulator', 'regulator', { unit: id('ecology') }),
    user('town', 'town', { territory: id('townwest') }),
    user('othertown', 'town', { territory: id('towneast') }),
    user('siteofficer', 'site_officer', { unit: id('housing') }),
    user('discipline', 'discipline'),
    user('public', 'public'),
    user('admin', 'admin'),
    user('kiosk', 'kiosk'),
  ],
  sources: [
    source('sitewest', 'townwest', 113.55, { village: id('villagewest'), cell: id('cellwest') }),
    source('siteeast', 'towneast', 113.65),
    source('yardwest', 'townwest', 113.56, { kind: 'soil_yard' }),
  ],
  zones: [
    {
      id: id('zoneproposed'),
      station: id('station'),
      at: TODAY,
      pollutant: 'pm10',
      kind: 'disc',
      confidence: 'low',
      method: 'L0',
      zone: null,
      ranking: null,
      inputs: null,
      state: 'proposed',
      outcome: 'open',
    },
  ],
  suggestions: [
    {
      id: id('suggestion'),
      station: id('station'),
      at: TODAY,
      pollutant: 'pm10',
      rule: 'rise',
      evidence: [],
      state: 'open',
      zone: id('zoneproposed'),
    },
  ],
};
