import { CATEGORY_CATALOGUE } from '../../core/casework/category-catalogue.ts';
import { MAX_DRAFT_CHARS, MAX_PAYLOAD_CHARS } from '../../core/casework/draft-limits.ts';
import { EVENT_TYPES, SUBJECTS } from '../../core/casework/events.ts';
import { ACCOUNT_EVENTS } from '../../core/people/account-events.ts';
import { LADDER_CATALOGUE } from '../../core/escalation/ladder.ts';
import { ROLES } from '../../core/roles.ts';
import { instant, int, json, relation, select, text, type CollectionSpec } from '../field.ts';
import { keptByAdmin, rule } from '../rules.ts';
import { seesEvent } from '../sees.ts';

const BY_ROUTE = [CATEGORY_CATALOGUE, LADDER_CATALOGUE];
const neverMade = (code: string): string => `@request.body.code != "${code}"`;
const neverChanged = (code: string): string => `code != "${code}" && @request.body.code != "${code}"`;

/** What is only ever added: events, what was refused, and editions of the catalogues. */
export const eventLog: readonly CollectionSpec[] = [
  {
    /** Append-only log and audit chain: the one door for every change. */
    name: 'events',
    kind: 'base',
    fields: [
      select('subject', [...SUBJECTS, 'users'], { required: true }),
      text('subjectId', { required: true, max: 32 }),
      select('type', [...EVENT_TYPES, ...ACCOUNT_EVENTS], { required: true }),
      text('actor', { max: 32 }),
      select('role', [...ROLES, 'system']),
      text('post', { max: 120 }),
      instant('deviceAt'),
      int('clockOffsetMs'),
      instant('receivedAt'),
      int('seen', { min: 0 }),
      text('payload', { max: MAX_PAYLOAD_CHARS }),
      json('photos', 'PhotoRef[]'),
      int('seq', { min: 0 }),
      text('prevHash', { max: 64 }),
      text('hash', { max: 64 }),
      /** What each row it wrote looked like then (core/casework/row-seal.ts). */
      text('wrote', { max: 1_000_000 }),
      /** The sort of machine it was made on (core/casework/device-label.ts). */
      text('device', { max: 40 }),
      /** The case it is about, for the rules; outside the hash, which has subjectId. */
      relation('problem', 'problems'),
    ],
    indexes: [
      'CREATE UNIQUE INDEX idx_events_seq ON events (seq)',
      'CREATE INDEX idx_events_subject ON events (subjectId, seq)',
    ],
    rules: {
      list: seesEvent,
      view: seesEvent,
      create: '@request.auth.id != ""',
      update: null,
      delete: null,
    },
  },
  {
    name: 'refusals',
    kind: 'base',
    fields: [
      text('event', { required: true, max: 32 }),
      text('actor', { max: 32 }),
      instant('at'),
      json('reason', 'Message'),
      text('draft', { max: MAX_DRAFT_CHARS }),
    ],
    indexes: ['CREATE INDEX idx_refusals_actor ON refusals (actor, at)'],
    rules: {
      list: `${rule.own('actor')} || ${rule.office}`,
      view: `${rule.own('actor')} || ${rule.office}`,
      create: null,
      update: null,
      delete: null,
    },
  },
  {
    /** Catalogues as data with dates of validity: problem categories, triggers, emission potentials, catalogue texts. */
    name: 'catalogues',
    kind: 'base',
    fields: [
      text('code', { required: true, max: 60 }),
      text('version', { required: true, max: 40 }),
      instant('fromAt'),
      instant('untilAt'),
      json('body', 'unknown'),
      /** Who published it, when, and why. */
      relation('by', 'users'),
      instant('publishedAt'),
      text('note', { max: 400 }),
    ],
    indexes: ['CREATE UNIQUE INDEX idx_catalogues_code ON catalogues (code, version)'],
    // Editions of the categories and of the ladders are published by routes of their own and never change: cases and steps point at them.
    rules: {
      ...keptByAdmin,
      create: [rule.role('admin'), ...BY_ROUTE.map(neverMade)].join(' && '),
      update: [rule.role('admin'), ...BY_ROUTE.map(neverChanged)].join(' && '),
    },
  },
];
