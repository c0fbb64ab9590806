import * as check from '../casework/check.ts';
import { message, type Message } from '../message.ts';
import { err, ok, type Result } from '../result.ts';
import { LEADER_FORMS, STEP_FORMS } from './escalation-kinds.ts';
import { RUNG_DECIDERS, type Ladder, type LadderRule } from './ladder.ts';

type Checks = Readonly<Record<string, check.Check>>;

/** What is wrong, and where: `ladders[0].rungs[2].rules[0].days`. */
export interface LadderFault {
  readonly field: string;
  readonly reason: Message;
}

const { anything, list, number, oneOf, optional, shape, text } = check;

const MOST_LADDERS = 20;
const MOST_RUNGS = 20;
const days = number(0, 3650);
const times = whole(1, 100);
const least = whole(1, 3);
const when = anything;
const RULES: Readonly<Record<LadderRule['when'], Checks>> = {
  overdue: { when, days },
  returned: { when, times },
  severity: { when, least },
  serious: { when, least, times, days },
  steps: { when, form: oneOf(STEP_FORMS), times, days },
  commitment_missed: { when },
  relapse: { when, days },
  misses: { when, times, days },
};
const RUNG: Checks = {
  code: text(60, 1),
  name: text(120, 1),
  nameEn: optional(text(120)),
  form: oneOf(STEP_FORMS),
  level: whole(0, 9),
  confirm: list(oneOf(RUNG_DECIDERS), 3),
  days: optional(number(1, 3650)),
  effect: optional(text(400)),
};
const LADDER: Checks = {
  code: text(60, 1),
  name: text(120, 1),
  nameEn: optional(text(120)),
  kinds: list(text(60, 1), 40),
  categories: list(text(60, 1), 100),
};
const rule: check.Check = (value, field) => {
  const known = rulesOf(value);
  if (known) return shape(known)(value, field);
  return oneOf(Object.keys(RULES))((value as { readonly when?: unknown } | null)?.when, `${field}.when`);
};
const rung = shape({ ...RUNG, rules: list(rule, 20) });
const body = shape({
  ladders: list(shape({ ...LADDER, rungs: list(rung, MOST_RUNGS, 1) }), MOST_LADDERS, 1),
});

/** The ladders of a catalogue's body, checked: shape, codes given once, levels that climb, a leader's forms left to leaders. */
export function readLadders(value: unknown): Result<readonly Ladder[], Message> {
  const wrong = body(value, '');
  if (wrong) return err(wrong);
  const { ladders } = value as { readonly ladders: readonly Ladder[] };
  const [first] = clashes(ladders);
  return first ? err(first.reason) : ok(ladders);
}

/** Everything that keeps ladders from being published, field by field, as a form shows it; empty when they would do. */
export function ladderFaults(ladders: readonly Ladder[]): readonly LadderFault[] {
  const wrong = body({ ladders }, '');
  const faults = [
    ...ladders.flatMap((ladder, at) => [
      ...faultsOf(LADDER, ladder, `ladders[${at}]`),
      ...(ladder.rungs.length === 0
        ? [fault(`ladders[${at}].rungs`, message('server_ladder_no_rungs', { code: ladder.code }))]
        : []),
      ...ladder.rungs.flatMap((each, place) => {
        const path = `ladders[${at}].rungs[${place}]`;
        const rules = each.rules.flatMap((one, index) =>
          faultsOf(rulesOf(one) ?? { when: oneOf(Object.keys(RULES)) }, one, `${path}.rules[${index}]`),
        );
        return [...faultsOf(RUNG, each, path), ...rules];
      }),
    ]),
    ...clashes(ladders),
  ];
  // What no single field is to blame for: too many of something, a key that nobody knows.
  return faults.length === 0 && wrong ? [fault('ladders', wrong)] : faults;
}

/** What does not go together though each field would do. */
function clashes(ladders: readonly Ladder[]): readonly LadderFault[] {
  const codes = ladders.map((each) => each.code);
  return ladders.flatMap(({ code, rungs }, at) => {
    const path = `ladders[${at}]`;
    const twice = codes.indexOf(code) < at;
    const own = rungs.map((each) => each.code);
    const levels = rungs.map((each) => each.level);
    return [
      ...(twice ? [fault(`${path}.code`, message('server_ladder_code_twice', { code }))] : []),
      ...rungs.flatMap((each, index) => {
        const where = `${path}.rungs[${index}]`;
        const name = `${code}.${each.code}`;
        const leaders = LEADER_FORMS.includes(each.form) && each.confirm.length > 0;
        return [
          ...(own.indexOf(each.code) < index
            ? [fault(`${where}.code`, message('server_ladder_code_twice', { code: name }))]
            : []),
          ...(each.level > 0 && levels.indexOf(each.level) < index
            ? [fault(`${where}.level`, message('server_ladder_level_twice', { code, level: each.level }))]
            : []),
          ...(leaders
            ? [fault(`${where}.confirm`, message('server_ladder_needs_leader', { code: name }))]
            : []),
        ];
      }),
    ];
  });
}

function faultsOf(checks: Checks, value: object, path: string): readonly LadderFault[] {
  return Object.entries(checks).flatMap(([key, each]) => {
    const field = `${path}.${key}`;
    const reason = each((value as Readonly<Record<string, unknown>>)[key], field);
    return reason ? [fault(field, reason)] : [];
  });
}

function fault(field: string, reason: Message): LadderFault {
  return { field, reason };
}

/** The fields of a rule; null for one that nobody knows. */
function rulesOf(value: unknown): Checks | null {
  const kind = (value as { readonly when?: unknown } | null)?.when as LadderRule['when'];
  return Object.hasOwn(RULES, kind ?? '') ? RULES[kind] : null;
}

function whole(min: number, max: number): check.Check {
  const within = number(min, max);
  return (value, field) =>
    Number.isInteger(value) ? within(value, field) : message('server_field_number', { field, min, max });
}
