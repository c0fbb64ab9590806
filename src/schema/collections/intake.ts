import { PUBLIC_KINDS } from '../../core/intake/public-kinds.ts';
import { bool, instant, json, number, relation, select, text, type CollectionSpec } from '../field.ts';
import { rule, serverOnly } from '../rules.ts';

/** What people outside tell the office; who may be called back is for the office alone and in no event. */
export const intake: readonly CollectionSpec[] = [
  {
    name: 'reports',
    kind: 'base',
    fields: [
      /** SHA-256 of the tracking number, which nobody but the reporter has. */
      text('numberHash', { required: true, max: 64, hidden: true }),
      select('kind', PUBLIC_KINDS, { required: true }),
      /** The case it became; '' until the office has found its place. */
      relation('problem', 'problems'),
      number('lng'),
      number('lat'),
      text('placeText', { max: 200 }),
      text('note', { max: 1000 }),
      text('contact', { max: 80 }),
      json('photos', 'PhotoRef[]'),
      instant('at'),
      bool('demo'),
    ],
    indexes: [
      'CREATE UNIQUE INDEX idx_reports_number ON reports (numberHash)',
      'CREATE INDEX idx_reports_at ON reports (at)',
    ],
    rules: {
      ...serverOnly,
      list: rule.role('dispatcher', 'admin'),
      view: rule.role('dispatcher', 'admin'),
    },
  },
  {
    /** 意见反馈 about the product itself. */
    name: 'feedback',
    kind: 'base',
    fields: [
      text('text', { required: true, max: 2000 }),
      text('contact', { max: 80 }),
      text('page', { max: 200 }),
      /** Who was signed in; '' for a stranger. */
      relation('by', 'users'),
      instant('at'),
      bool('settled'),
      text('answer', { max: 1000 }),
    ],
    indexes: ['CREATE INDEX idx_feedback_at ON feedback (at)'],
    rules: {
      ...serverOnly,
      list: rule.role('admin'),
      view: rule.role('admin'),
      update: `${rule.role('admin')} && ${['text', 'contact', 'page', 'by', 'at']
        .map((field) => `@request.body.${field}:changed = false`)
        .join(' && ')}`,
    },
  },
];
