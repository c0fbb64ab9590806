import { SOURCE_KINDS, SOURCE_STATES } from '../../core/sources/source-kinds.ts';
import { bool, instant, int, json, number, relation, select, text, type CollectionSpec } from '../field.ts';
import { keptByAdmin, keptOnMap, readAll } from '../rules.ts';
import { seesSource } from '../sees.ts';

export const territory: readonly CollectionSpec[] = [
  {
    name: 'grids',
    kind: 'base',
    fields: [
      text('code', { required: true, max: 15 }),
      text('name', { required: true, max: 120 }),
      select('level', ['city', 'district', 'town', 'village', 'cell'], { required: true }),
      relation('parent', 'grids'),
      /** GeoJSON Polygon or MultiPolygon, WGS-84. */
      json('polygon', 'AreaGeometry', 5_000_000),
      /** A place inside, for the label. */
      number('lng'),
      number('lat'),
      number('areaKm2', { min: 0 }),
      text('chief', { max: 80 }),
      bool('synthetic'),
    ],
    indexes: [
      'CREATE UNIQUE INDEX idx_grids_code ON grids (code)',
      'CREATE INDEX idx_grids_parent ON grids (parent)',
    ],
    rules: keptByAdmin,
  },
  {
    name: 'roads',
    kind: 'base',
    fields: [
      text('name', { required: true, max: 120 }),
      select('class', ['expressway', 'trunk', 'main', 'branch', 'river'], { required: true }),
      json('line', 'LineGeometry'),
      bool('schematic'),
      text('chief', { max: 80 }),
      number('cleaningNormG', { min: 0 }),
    ],
    indexes: [],
    rules: keptByAdmin,
  },
  {
    name: 'stations',
    kind: 'base',
    fields: [
      text('code', { required: true, max: 40 }),
      text('name', { required: true, max: 80 }),
      select('level', ['national', 'provincial', 'municipal', 'micro'], { required: true }),
      bool('background'),
      number('lng'),
      number('lat'),
      text('operator', { max: 80 }),
      relation('town', 'grids'),
      /** Code of the site, road or firm whose dust monitor it is; '' = a station of the city's. */
      text('source', { max: 40 }),
      /** No longer reports; kept for its history. */
      bool('retired'),
    ],
    indexes: ['CREATE UNIQUE INDEX idx_stations_code ON stations (code)'],
    rules: keptByAdmin,
  },
  {
    name: 'sources',
    kind: 'base',
    fields: [
      text('code', { required: true, max: 40 }),
      /** May be empty: an unnamed source is known by its place. */
      text('name', { max: 160 }),
      select('kind', SOURCE_KINDS, { required: true }),
      select('state', SOURCE_STATES, { required: true }),
      number('lng'),
      number('lat'),
      json('polygon', 'AreaGeometry | null'),
      relation('cell', 'grids'),
      relation('village', 'grids'),
      relation('town', 'grids'),
      relation('regulator', 'units'),
      /** The site's own unit, that of its three officers; empty where it has none. */
      relation('unit', 'units'),
      text('leader', { max: 80 }),
      select('card', ['green', 'yellow', 'red']),
      /** Validated per kind by core/sources. */
      json('profile', 'SourceProfile'),
      /** Past checks, and those that found a problem. */
      int('checks', { min: 0 }),
      int('hits', { min: 0 }),
      int('openProblems', { min: 0 }),
      instant('lastCheckAt'),
      bool('demo'),
      int('rev', { min: 0 }),
    ],
    indexes: [
      'CREATE UNIQUE INDEX idx_sources_code ON sources (code)',
      'CREATE INDEX idx_sources_town ON sources (town, kind)',
    ],
    rules: { ...readAll, list: seesSource, view: seesSource },
  },
  {
    name: 'priorities',
    kind: 'base',
    fields: [
      text('name', { required: true, max: 120 }),
      json('polygon', 'AreaGeometry'),
      /** Beijing hours [from, until), may wrap midnight; equal = all day. */
      int('fromHour', { min: 0, max: 24 }),
      int('untilHour', { min: 0, max: 24 }),
      number('weight', { min: 1, max: 10 }),
      instant('fromAt'),
      instant('untilAt'),
    ],
    indexes: [],
    rules: keptOnMap,
  },
];
