import { ROLES } from '../../core/roles.ts';
import { bool, instant, int, json, number, relation, select, text, type CollectionSpec } from '../field.ts';
import { readAll, rule } from '../rules.ts';

export const people: readonly CollectionSpec[] = [
  {
    name: 'units',
    kind: 'base',
    fields: [
      text('code', { required: true }),
      text('name', { required: true }),
      select('kind', ['office', 'regulator', 'town', 'site', 'discipline', 'company'], { required: true }),
      relation('town', 'grids'),
    ],
    indexes: ['CREATE UNIQUE INDEX idx_units_code ON units (code)'],
    rules: readAll,
  },
  {
    name: 'groups',
    kind: 'base',
    fields: [
      text('code', { required: true }),
      text('name', { required: true }),
      select('kind', ['on_site', 'coordination', 'publicity', 'task_force', 'strike'], { required: true }),
      relation('station', 'stations'),
      bool('onDuty'),
      number('lng'),
      number('lat'),
      instant('placeAt'),
      /** Task-force areas with history, newest last. */
      json('areas', 'GroupArea[]'),
      int('rev', { min: 0 }),
    ],
    indexes: ['CREATE UNIQUE INDEX idx_groups_code ON groups (code)'],
    rules: readAll,
  },
  {
    name: 'users',
    kind: 'auth',
    fields: [
      text('name', { required: true, max: 80 }),
      select('role', ROLES, { required: true }),
      relation('unit', 'units'),
      relation('group', 'groups'),
      /** The grid whose cells are this person's territory; empty = the whole district. */
      relation('territory', 'grids'),
      text('phone', { max: 40 }),
      select('locale', ['zh-CN', 'en']),
      bool('demo'),
    ],
    indexes: [],
    rules: {
      list: `id = @request.auth.id || ${rule.office}`,
      view: `id = @request.auth.id || ${rule.office}`,
      create: null,
      update:
        'id = @request.auth.id && @request.body.role:changed = false && @request.body.unit:changed = false && @request.body.group:changed = false && @request.body.territory:changed = false && @request.body.demo:changed = false',
      delete: null,
    },
  },
  {
    name: 'posts',
    kind: 'base',
    fields: [
      relation('user', 'users', { required: true }),
      text('title', { max: 80 }),
      relation('unit', 'units'),
      relation('group', 'groups'),
      select('capabilities', ['group_leader', 'office_head', 'duty_leader', 'exposure_member'], {
        many: true,
      }),
      instant('fromAt'),
      instant('untilAt'),
    ],
    indexes: ['CREATE INDEX idx_posts_user ON posts (user, fromAt)'],
    rules: {
      ...readAll,
      list: `user = @request.auth.id || ${rule.office}`,
      view: `user = @request.auth.id || ${rule.office}`,
    },
  },
];
