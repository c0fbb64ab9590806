import { DIRECTIVE_LEVELS, DIRECTIVE_STATES, MEETING_KINDS } from '../../core/escalation/directive-kinds.ts';
import {
  EXPOSURE_STATES,
  MEDIA,
  REDACTIONS,
  STEP_FORMS,
  STEP_STATES,
} from '../../core/escalation/escalation-kinds.ts';
import { LISTING_PERIODS, LISTING_STATES } from '../../core/escalation/listing-kinds.ts';
import { bool, instant, int, json, number, relation, select, text, type CollectionSpec } from '../field.ts';
import { readAll } from '../rules.ts';
import { seesDirective, seesExposure, seesListing, seesStep } from '../sees.ts';

/** What follows when a problem is not put right: articles and steps of the ladder. Lists of ids are text, each between spaces. */
export const ladder: readonly CollectionSpec[] = [
  {
    /** 曝光: one article, many problems. */
    name: 'exposures',
    kind: 'base',
    fields: [
      select('medium', MEDIA, { required: true }),
      text('title', { max: 200 }),
      text('link', { max: 500 }),
      instant('publishedAt'),
      json('problems', 'string[]'),
      text('sources'),
      text('cases'),
      text('parties'),
      text('towns'),
      select('redaction', REDACTIONS, { required: true }),
      instant('followUpDueAt'),
      json('followUps', 'FollowUpArticle[]'),
      select('state', EXPOSURE_STATES, { required: true }),
      /** The follow-up is late since; 0 = it is not. */
      instant('overdueAt'),
      /** Row of `escalations` that it answers. */
      text('proposal', { max: 32 }),
      text('reason', { max: 400 }),
      text('note', { max: 2000 }),
      text('by', { max: 32 }),
      instant('at'),
      bool('demo'),
      int('rev', { min: 0 }),
    ],
    indexes: [
      'CREATE INDEX idx_exposures_published ON exposures (publishedAt)',
      "CREATE INDEX idx_exposures_due ON exposures (followUpDueAt) WHERE state = 'published' AND overdueAt = 0",
    ],
    rules: { ...readAll, list: seesExposure, view: seesExposure },
  },
  {
    /** A step of a ladder: proposed by a rule or opened by a person, decided by a person. */
    name: 'escalations',
    kind: 'base',
    fields: [
      text('ladder', { max: 60 }),
      text('edition', { max: 40 }),
      text('rung', { max: 60 }),
      select('form', STEP_FORMS, { required: true }),
      int('level', { min: 0 }),
      json('confirm', 'RungDecider[]'),
      select('state', STEP_STATES, { required: true }),
      relation('source', 'sources'),
      relation('unit', 'units'),
      text('cases'),
      text('parties'),
      text('towns'),
      /** Why a rule proposed it. */
      json('because', 'Message | null'),
      text('key', { max: 200 }),
      text('reason', { max: 2000 }),
      json('terms', 'StepTerms | null'),
      text('law', { max: 120 }),
      /** A penalty, or what a paid rectification cost. */
      number('costCNY', { min: 0 }),
      text('exposure', { max: 32 }),
      json('commitments', 'Commitment[] | null'),
      /** When the next promise is due; 0 = none is open. */
      instant('nextDueAt'),
      instant('overdueAt'),
      instant('fromAt'),
      instant('untilAt'),
      instant('proposedAt'),
      text('decidedBy', { max: 32 }),
      instant('decidedAt'),
      instant('liftedAt'),
      instant('at'),
      bool('demo'),
      int('rev', { min: 0 }),
    ],
    indexes: [
      "CREATE UNIQUE INDEX idx_escalations_key ON escalations (`key`) WHERE `key` != ''",
      'CREATE INDEX idx_escalations_state ON escalations (state, form)',
      'CREATE INDEX idx_escalations_source ON escalations (source, state)',
      'CREATE INDEX idx_escalations_due ON escalations (nextDueAt) WHERE nextDueAt > 0',
      'CREATE INDEX idx_escalations_until ON escalations (untilAt) WHERE untilAt > 0',
    ],
    rules: { ...readAll, list: seesStep, view: seesStep },
  },
  {
    /** 督办件: an order from central, province or city, its way down and its answer. */
    name: 'directives',
    kind: 'base',
    fields: [
      select('level', DIRECTIVE_LEVELS, { required: true }),
      text('theirNo', { max: 80 }),
      text('issuer', { max: 120 }),
      text('title', { max: 200 }),
      text('text', { max: 4000 }),
      instant('receivedAt'),
      instant('answerDueAt'),
      text('owner', { max: 32 }),
      json('items', 'DirectiveItem[]'),
      json('hops', 'DirectiveHop[]'),
      json('answers', 'DirectiveAnswer[]'),
      text('cases'),
      text('parties'),
      text('towns'),
      select('state', DIRECTIVE_STATES, { required: true }),
      instant('answeredAt'),
      instant('overdueAt'),
      text('by', { max: 32 }),
      instant('at'),
      bool('demo'),
      int('rev', { min: 0 }),
    ],
    indexes: ['CREATE INDEX idx_directives_state ON directives (state, answerDueAt)'],
    rules: { ...readAll, list: seesDirective, view: seesDirective },
  },
  {
    /** 联席会: what several parties decided about cases. */
    name: 'meetings',
    kind: 'base',
    fields: [
      select('kind', MEETING_KINDS, { required: true }),
      text('title', { max: 200 }),
      instant('heldAt'),
      text('minutes', { max: 8000 }),
      json('items', 'MeetingItem[]'),
      /** Who sat there: units, and parties that are none. */
      json('units', 'string[] | null'),
      json('others', 'string[] | null'),
      text('sources'),
      text('cases'),
      text('parties'),
      text('towns'),
      text('by', { max: 32 }),
      instant('at'),
      bool('demo'),
      int('rev', { min: 0 }),
    ],
    indexes: ['CREATE INDEX idx_meetings_held ON meetings (heldAt)'],
    rules: { ...readAll, list: seesDirective, view: seesDirective },
  },
  {
    /** 红黑榜: the list of a period as a leader published it; its figures never change. */
    name: 'listings',
    kind: 'base',
    fields: [
      select('period', LISTING_PERIODS, { required: true }),
      instant('fromAt'),
      instant('untilAt'),
      /** One kind of place; '' = all of them. */
      text('kind', { max: 40 }),
      bool('isPublic'),
      json('figures', 'RedBlackFigures'),
      text('sources'),
      select('state', LISTING_STATES, { required: true }),
      text('note', { max: 2000 }),
      /** Why it was withdrawn. */
      text('reason', { max: 2000 }),
      text('withdrawnBy', { max: 32 }),
      instant('withdrawnAt'),
      text('by', { max: 32 }),
      instant('at'),
      bool('demo'),
      int('rev', { min: 0 }),
    ],
    indexes: [
      "CREATE UNIQUE INDEX idx_listings_period ON listings (fromAt, untilAt, kind) WHERE state = 'published'",
    ],
    rules: { ...readAll, list: seesListing, view: seesListing },
  },
];
