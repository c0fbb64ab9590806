import { RESPONSE_LEVELS, RESPONSE_STATES, SHIFT_STATES } from '../../core/response/response-kinds.ts';
import { bool, instant, int, json, relation, select, text, type CollectionSpec } from '../field.ts';
import { readAll } from '../rules.ts';
import { seesShift } from '../sees.ts';

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
];
