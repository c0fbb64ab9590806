import { bool, instant, int, json, number, relation, select, text, type CollectionSpec } from '../field.ts';
import { readAll, rule } from '../rules.ts';
import { seesNotice, seesOrder, seesReinspection } from '../sees.ts';
import { NOTICE_STATES, PAPER_KINDS } from '../../core/papers/paper-kinds.ts';

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
      /** The paper that carries the order's own number. */
      text('notice', { max: 32 }),
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
    /** Official papers; a void one keeps its number, and none is ever deleted. */
    name: 'notices',
    kind: 'base',
    fields: [
      text('no', { max: 40 }),
      select('kind', PAPER_KINDS, { required: true }),
      select('state', NOTICE_STATES, { required: true }),
      int('year', { min: 0 }),
      int('serial', { min: 0 }),
      json('problems', 'string[]'),
      text('order', { max: 32 }),
      /** The record it was written out of: an order from above, an article, a step of the ladder. */
      text('about', { max: 32 }),
      relation('source', 'sources'),
      relation('unit', 'units'),
      text('parties', { max: 1000 }),
      relation('town', 'grids'),
      text('group', { max: 40 }),
      instant('deadlineAt'),
      /** Everything the paper says, as it was when it was accepted. */
      json('facts', 'PaperFacts'),
      json('receipt', 'NoticeReceipt | null'),
      json('voided', 'NoticeVoid | null'),
      text('by', { max: 32 }),
      instant('at'),
      bool('demo'),
      int('rev', { min: 0 }),
    ],
    indexes: [
      "CREATE UNIQUE INDEX idx_notices_no ON notices (no) WHERE no != ''",
      'CREATE INDEX idx_notices_at ON notices (at)',
      "CREATE INDEX idx_notices_about ON notices (about) WHERE about != ''",
    ],
    rules: { ...readAll, list: seesNotice, view: seesNotice },
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
