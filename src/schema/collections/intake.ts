import { PUBLIC_KINDS } from '../../core/intake/public-kinds.ts';
import { MOST_BOXES, PICTURE_MASKINGS } from '../../core/escalation/mask-boxes.ts';
import { bool, instant, int, json, number, relation, select, text, type CollectionSpec } from '../field.ts';
import { rule, serverOnly } from '../rules.ts';

/** Nobody sees what nobody masked or looked through. Hidden ones are the office's; those of an article that is withheld or withdrawn as well. */
const SHOWN = `${rule.office} || (hidden = false && masking != "" && exposure.redaction != "withheld" && exposure.state != "withdrawn")`;

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
    /** Pictures of an exposure for everybody, masked copies made by the office; originals stay in `photos`. */
    name: 'exposure_pictures',
    kind: 'base',
    fields: [
      relation('exposure', 'exposures', { required: true }),
      relation('by', 'users'),
      instant('at'),
      bool('hidden'),
      /** '' = from before there were boxes: nobody sees it until it is masked anew. */
      select('masking', PICTURE_MASKINGS),
      int('boxes', { min: 0, max: MOST_BOXES }),
      text('sha256', { max: 64, pattern: '^[0-9a-f]{64}$' }),
      /** The evidence that it is a copy of; '' when the picture came from elsewhere and never reached this server. */
      relation('original', 'photos'),
      text('originalSha256', { max: 64, pattern: '^[0-9a-f]{64}$' }),
      {
        type: 'file',
        name: 'file',
        maxSize: 8_388_608,
        mimeTypes: ['image/jpeg', 'image/png', 'image/webp'],
        protected: true,
      },
    ],
    indexes: ['CREATE INDEX idx_exposure_pictures ON exposure_pictures (exposure, at)'],
    rules: {
      list: SHOWN,
      view: SHOWN,
      create: `${rule.role('dispatcher', 'admin')} && @request.body.by = @request.auth.id`,
      update: `${rule.role('dispatcher', 'admin')} && ${[
        'exposure',
        'by',
        'at',
        'file',
        'masking',
        'boxes',
        'sha256',
        'original',
        'originalSha256',
      ]
        .map((field) => `@request.body.${field}:changed = false`)
        .join(' && ')}`,
      delete: null,
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
