import { bool, instant, int, json, number, relation, select, text, type CollectionSpec } from '../field.ts';
import { readAll, rule } from '../rules.ts';
import { seesOrder, seesReinspection } from '../sees.ts';

/** What is about many problems at once. */
export const sets: readonly CollectionSpec[] = [
  {
    /** 交办单: one order, many problems. */
    name: 'orders',
    kind: 'base',
    fields: [
      text('no', { max: 40 }),
      select('kind', ['batch', 'special'], { required: true }),
      relation('unit', 'units'),
      text('parties', { max: 1000 }),
      json('problems', 'string[]'),
      text('basis', { max: 1000 }),
      text('note', { max: 2000 }),
      instant('deadlineAt'),
      text('by', { max: 32 }),
      instant('at'),
      bool('demo'),
      int('rev', { min: 0 }),
    ],
    indexes: [
      "CREATE UNIQUE INDEX idx_orders_no ON orders (no) WHERE no != ''",
      'CREATE INDEX idx_orders_at ON orders (at)',
    ],
    rules: { ...readAll, list: seesOrder, view: seesOrder },
  },
  {
    /** A set of points of one source that is looked at again, with a verdict on each. */
    name: 'reinspections',
    kind: 'base',
    fields: [
      relation('source', 'sources'),
      relation('town', 'grids'),
      text('group', { max: 40 }),
      text('units', { max: 1000 }),
      json('verdicts', 'PointVerdict[]'),
      json('papers', 'Paper[] | null'),
      json('signers', 'unknown'),
      select('state', ['open', 'reported', 'closed'], { required: true }),
      text('by', { max: 32 }),
      instant('openedAt'),
      instant('dueAt'),
      instant('reportedAt'),
      instant('closedAt'),
      bool('siteClosed'),
      text('note', { max: 2000 }),
      bool('demo'),
      int('rev', { min: 0 }),
    ],
    indexes: ['CREATE INDEX idx_reinspections_source ON reinspections (source, openedAt)'],
    rules: { ...readAll, list: seesReinspection, view: seesReinspection },
  },
  {
    /** Decisions on whose a place is: what the next question of that kind is answered with (feature 0.30). */
    name: 'ownership_rules',
    kind: 'base',
    fields: [
      text('category', { required: true, max: 60 }),
      relation('cell', 'grids'),
      relation('town', 'grids'),
      number('lng'),
      number('lat'),
      relation('lead', 'units'),
      text('coUnits', { max: 400 }),
      text('basis', { max: 1000 }),
      text('problem', { max: 32 }),
      instant('fromAt'),
      bool('demo'),
    ],
    indexes: ['CREATE INDEX idx_ownership_rules_category ON ownership_rules (category, cell)'],
    rules: {
      ...readAll,
      list: `${rule.office} || ${rule.role('discipline')}`,
      view: `${rule.office} || ${rule.role('discipline')}`,
    },
  },
];
