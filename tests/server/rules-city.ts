import { city, id, PASSWORD, TODAY } from './city.ts';

const problem = (name: string, more: object): object => ({
  id: id(name),
  no: name,
  category: 'dust.bare_soil',
  severity: 1,
  state: 'found',
  handling: 'undecided',
  origin: 'patrol',
  lng: 113.5,
  lat: 34.8,
  foundAt: TODAY,
  rev: 1,
  ...more,
});
const task = (name: string, group: string): object => ({
  id: id(name),
  no: name,
  type: 'grid_patrol',
  state: 'sent',
  group: id(group),
  targets: [],
  sentAt: TODAY,
  rev: 1,
});

/** The small city with at least one row in every collection, owned by people of both towns, groups and units. */
export const rulesCity: Readonly<Record<string, readonly object[]>> = {
  ...city,
  roads: [{ id: id('road'), name: 'Road', class: 'main', line: null, schematic: true }],
  priorities: [{ id: id('priority'), name: 'School', polygon: null, weight: 2 }],
  posts: [{ id: id('postinspector'), user: id('inspector'), title: '组长', fromAt: TODAY }],
  feeds: [{ id: id('feed'), code: 'feed', name: 'Feed', kind: 'push', state: 'ok', token: PASSWORD }],
  wind: [
    {
      id: id('wind'),
      station: id('station'),
      at: TODAY,
      kind: 'steady',
      fromDeg: 90,
      speedMs: 2,
      feed: 'feed',
    },
  ],
  readings: [
    { id: id('reading'), station: id('station'), at: TODAY, spanMin: 60, values: { pm10: 80 }, feed: 'feed' },
  ],
  corrections: [{ id: id('correction'), table: 'wind', row: id('wind'), at: TODAY }],
  batches: [{ id: id('batch'), file: 'a.csv', by: id('dispatcher'), at: TODAY }],
  sightings: [
    { id: id('sighting'), at: TODAY, kind: 'video', lng: 113.5, lat: 34.8, device: 'camera', feed: 'feed' },
  ],
  mobile_readings: [{ id: id('mobile'), at: TODAY, device: 'd', values: {}, by: id('inspector') }],
  snapshots: [{ id: id('snapshot'), key: 'now', at: TODAY, body: '{}' }],
  replays: [{ id: id('replay'), slot: 0, station: id('station') }],
  catalogues: [{ id: id('catalogue'), code: 'categories', version: '1', body: {} }],
  tasks: [task('taskone', 'groupone'), task('tasktwo', 'grouptwo')],
  problems: [
    problem('problemwest', {
      town: id('townwest'),
      unit: id('housing'),
      foundBy: id('inspector'),
      task: id('taskone'),
      group: id('groupone'),
    }),
    problem('problemeast', {
      town: id('towneast'),
      unit: id('ecology'),
      foundBy: id('otherinspector'),
      task: id('tasktwo'),
    }),
    problem('problemnowhere', {}),
    problem('problemcovert', { town: id('townwest'), covert: true, task: id('tasktwo') }),
    problem('problemjoint', {
      town: id('towneast'),
      state: 'assigned',
      handling: 'assigned',
      unit: id('ecology'),
      parties: ` ${id('ecology')} ${id('housing')} `,
      nearTowns: ` ${id('townwest')} `,
    }),
  ],
  orders: [
    { id: id('orderhousing'), no: 'JB-1', kind: 'batch', unit: id('housing'), problems: [], at: TODAY },
  ],
  reinspections: [
    {
      id: id('reinspection'),
      town: id('townwest'),
      group: id('groupone'),
      units: ` ${id('housing')} `,
      verdicts: [],
      state: 'open',
      openedAt: TODAY,
    },
  ],
  ownership_rules: [{ id: id('ownershiprule'), category: 'ent.illegal_small', lead: id('ecology') }],
  inspections: [
    { id: id('inspection'), by: id('inspector'), at: TODAY, result: 'nothing' },
    {
      id: id('inspectioncovert'),
      by: id('otherinspector'),
      group: id('grouptwo'),
      at: TODAY,
      result: 'found',
      mode: 'covert',
    },
  ],
  photos: [
    {
      id: id('photoinspector'),
      event: id('eventinspector'),
      subject: 'problems',
      subjectId: id('problemwest'),
      phase: 'before',
      sha256: 'a'.repeat(64),
      by: id('inspector'),
    },
  ],
  events: [
    {
      id: id('eventinspector'),
      subject: 'problems',
      subjectId: id('problemwest'),
      type: 'problem.found',
      actor: id('inspector'),
      role: 'inspector',
      deviceAt: TODAY,
      receivedAt: TODAY,
    },
  ],
  refusals: [{ id: id('refusalinspector'), event: id('eventinspector'), actor: id('inspector'), at: TODAY }],
};
