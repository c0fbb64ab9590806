import * as check from '../casework/check.ts';
import { message, type Message } from '../message.ts';
import { err, ok, type Result } from '../result.ts';
import { LEADER_FORMS, STEP_FORMS } from './escalation-kinds.ts';
import { RUNG_DECIDERS, type Ladder, type LadderRule } from './ladder.ts';

const { list, number, oneOf, shape, text } = check;

const days = number(0, 3650);
const times = number(1, 100);
const RULES: Readonly<Record<LadderRule['when'], check.Check>> = {
  overdue: shape({ when: check.anything, days }),
  returned: shape({ when: check.anything, times }),
  severity: shape({ when: check.anything, least: number(1, 3) }),
  serious: shape({ when: check.anything, least: number(1, 3), times, days }),
  steps: shape({ when: check.anything, form: oneOf(STEP_FORMS), times, days }),
  commitment_missed: shape({ when: check.anything }),
  relapse: shape({ when: check.anything, days }),
  misses: shape({ when: check.anything, times, days }),
};
const rule: check.Check = (value, field) => {
  const when = (value as { readonly when?: unknown } | null)?.when as LadderRule['when'];
  const known = Object.hasOwn(RULES, when ?? '') ? RULES[when] : null;
  return known ? known(value, field) : oneOf(Object.keys(RULES))(when, `${field}.when`);
};
const body = shape({
  ladders: list(
    shape({
      code: text(60, 1),
      name: text(120, 1),
      kinds: list(text(60, 1), 40),
      categories: list(text(60, 1), 100),
      rungs: list(
        shape({
          code: text(60, 1),
          name: text(120, 1),
          form: oneOf(STEP_FORMS),
          level: number(0, 9),
          confirm: list(oneOf(RUNG_DECIDERS), 3),
          rules: list(rule, 20),
        }),
        20,
        1,
      ),
    }),
    20,
    1,
  ),
});

/** The ladders of a catalogue's body, checked: shape, codes given once, levels that climb, a leader's forms left to leaders. */
export function readLadders(value: unknown): Result<readonly Ladder[], Message> {
  const wrong = body(value, '');
  if (wrong) return err(wrong);
  const { ladders } = value as { readonly ladders: readonly Ladder[] };
  const twice = firstTwice(ladders.map((each) => each.code));
  if (twice !== null) return err(message('server_ladder_code_twice', { code: twice }));
  for (const { code, rungs } of ladders) {
    const same = firstTwice(rungs.map((each) => each.code));
    if (same !== null) return err(message('server_ladder_code_twice', { code: `${code}.${same}` }));
    const level = firstTwice(rungs.filter((each) => each.level > 0).map((each) => String(each.level)));
    if (level !== null) return err(message('server_ladder_level_twice', { code, level }));
    const open = rungs.find((each) => LEADER_FORMS.includes(each.form) && each.confirm.length > 0);
    if (open) return err(message('server_ladder_needs_leader', { code: `${code}.${open.code}` }));
  }
  return ok(ladders);
}

function firstTwice(codes: readonly string[]): string | null {
  return codes.find((each, at) => codes.indexOf(each) !== at) ?? null;
}
