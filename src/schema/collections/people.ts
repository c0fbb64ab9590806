import { ROLES } from '../../core/roles.ts';
import { bool, instant, int, json, number, relation, select, text, type CollectionSpec } from '../field.ts';
import { CAPABILITIES } from '../../core/people/account-rules.ts';
import { keptByAdmin, keptOnMap, rule } from '../rules.ts';

export const people: readonly CollectionSpec[] = [
  {
    name: 'units',
    kind: 'base',
    fields: [
      text('code', { required: true }),
      text('name', { required: true }),
      select('kind', ['office', 'regulator', 'town', 'site', 'discipline', 'company'], { required: true }),
      relation('town', 'grids'),
      /** Minutes of the working day; null = the usual hours. */
      json('workHours', 'WorkSpan[] | null'),
    ],
    indexes: ['CREATE UNIQUE INDEX idx_units_code ON units (code)'],
    rules: keptByAdmin,
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
    // Areas have a history of their own: they change by events only.
    rules: {
      ...keptOnMap,
      create: `${rule.role('admin')} && @request.body.areas:isset = false`,
      update: `${rule.role('admin')} && @request.body.areas:isset = false && @request.body.rev:isset = false`,
    },
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
      /** When the person left; 0 = works here. Whoever has left cannot sign in. */
      instant('retiredAt'),
    ],
    indexes: [],
    rules: {
      list: `${rule.own('id')} || ${rule.office}`,
      view: `${rule.own('id')} || ${rule.office}`,
      // Accounts are made, moved and retired by /api/sf/accounts, which knows more than a rule can say.
      create: null,
      update: `(id = @request.auth.id && ${['name', 'role', 'unit', 'group', 'territory', 'demo', 'retiredAt']
        .map((field) => `@request.body.${field}:changed = false`)
        .join(' && ')})`,
      delete: null,
      signIn: 'retiredAt = 0',
    },
  },
  {
    name: 'posts',
    kind: 'base',
    fields: [
      relation('user', 'users', { required: true }),
      text('title', { max: 80 }),
      /** With a role it says who the person was from then on, whatever the account says today; without one it adds to it. */
      select('role', ROLES),
      relation('unit', 'units'),
      relation('group', 'groups'),
      relation('territory', 'grids'),
      select('capabilities', CAPABILITIES, { many: true }),
      instant('fromAt'),
      instant('untilAt'),
    ],
    indexes: ['CREATE INDEX idx_posts_user ON posts (user, fromAt)'],
    rules: {
      list: `${rule.own('user')} || ${rule.office}`,
      view: `${rule.own('user')} || ${rule.office}`,
      create: null,
      update: null,
      delete: null,
    },
  },
];
