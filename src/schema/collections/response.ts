import { REDUCTION_STOPS } from '../../core/response/reduction-measures.ts';
import { RESPONSE_LEVELS, RESPONSE_STATES, SHIFT_STATES } from '../../core/response/response-kinds.ts';
import { SOURCE_KINDS } from '../../core/sources/source-kinds.ts';
import { bool, instant, int, json, relation, select, text, type CollectionSpec } from '../field.ts';
import { readAll } from '../rules.ts';
import { seesShift, seesSource } from '../sees.ts';

/** Emergency responses and who stands by in them. */
export const response: readonly CollectionSpec[] = [
  {
    /** 应急响应: everybody who is signed in knows that one is in force. */
    name: 'responses',
    kind: 'base',
    fields: [
      select('level', RESPONSE_LEVELS, { required: true }),
      select('state', RESPONSE_STATES, { required: true }),
      /** At which level since when, oldest first. */
      json('steps', 'ResponseStep[]'),
      text('basis', { max: 200 }),
      instant('fromAt'),
      /** 0 = until further notice. */
      instant('untilAt'),
      text('reason', { max: 400 }),
      /** Rows of `duty_shifts`. */
      json('shifts', 'string[]'),
      /** 豁免. */
      json('exemptions', 'Exemption[] | null'),
      /** Begin of the step that has reached every source. */
      instant('appliedAt'),
      text('by', { max: 32 }),
      text('endedBy', { max: 32 }),
      instant('at'),
      bool('demo'),
      int('rev', { min: 0 }),
    ],
    indexes: ["CREATE UNIQUE INDEX idx_responses_in_force ON responses (state) WHERE state = 'in_force'"],
    rules: readAll,
  },
  {
    /** 值守班次 of a red alert. */
    name: 'duty_shifts',
    kind: 'base',
    fields: [
      relation('response', 'responses', { required: true }),
      instant('fromAt'),
      instant('untilAt'),
      relation('group', 'groups'),
      text('people'),
      json('names', 'OnDuty[]'),
      text('note', { max: 400 }),
      select('state', SHIFT_STATES, { required: true }),
      text('by', { max: 32 }),
      instant('at'),
      bool('demo'),
      int('rev', { min: 0 }),
    ],
    indexes: ['CREATE INDEX idx_duty_shifts_response ON duty_shifts (response, fromAt)'],
    rules: { ...readAll, list: seesShift, view: seesShift },
  },
  {
    /** 应急减排清单: what a response asks of one source; read by whoever sees the source. */
    name: 'reductions',
    kind: 'base',
    fields: [
      relation('response', 'responses', { required: true }),
      relation('source', 'sources', { required: true }),
      select('kind', SOURCE_KINDS),
      relation('town', 'grids'),
      relation('regulator', 'units'),
      relation('unit', 'units'),
      select('level', RESPONSE_LEVELS, { required: true }),
      json('measures', 'AskedMeasure[]'),
      select('stops', REDUCTION_STOPS, { required: true }),
      /** Its work permit is suspended. */
      bool('permit'),
      /** The task that goes there to look. */
      relation('task', 'tasks'),
      instant('fromAt'),
      /** A check since then tells whether all of it is kept. */
      instant('sinceAt'),
      /** 0 = in force. */
      instant('untilAt'),
      json('periods', 'ReductionPeriod[]'),
      bool('demo'),
      int('rev', { min: 0 }),
    ],
    indexes: [
      'CREATE UNIQUE INDEX idx_reductions_source ON reductions (source, response)',
      'CREATE INDEX idx_reductions_response ON reductions (response, untilAt)',
    ],
    rules: { ...readAll, list: seesSource, view: seesSource },
  },
];
