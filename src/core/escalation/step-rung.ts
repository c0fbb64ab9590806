import { text, type Act, type Refusal, type Row, type World } from '../casework/act.ts';
import { invalid, missing } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';
import { LEADER_FORMS, type StepForm } from './escalation-kinds.ts';
import { decidesStep } from './decides-step.ts';
import { DEFAULT_LADDERS, rungOf, type LadderBook, type RungDecider } from './ladder.ts';
import type { EscalationOpened } from './payloads.ts';
import { whomItConcerns } from './whom-it-concerns.ts';

/** What the rung in force makes of a step: its form, who decides and whom it concerns; a refusal when something does not exist. */
export function rungFields(
  act: Act<unknown>,
  world: World,
  of: Pick<EscalationOpened, 'ladder' | 'rung' | 'source' | 'unit' | 'problems'>,
): Result<ReturnType<typeof fieldsOf>, Refusal> {
  const book = world.ladders?.(act.at) ?? DEFAULT_LADDERS;
  const rung = rungOf(book, of.ladder, of.rung);
  if (!rung) return missing('server_no_such_rung', { ladder: of.ladder, rung: of.rung });
  if (of.source === null && of.unit === null) return invalid('server_step_needs_subject');
  const source = of.source === null ? null : world.find('sources', of.source);
  if (of.source !== null && !source) return missing('server_no_such_source');
  if (of.unit !== null && !world.find('units', of.unit)) return missing('server_no_such_unit');
  if (new Set(of.problems).size < of.problems.length) return invalid('server_problem_twice');
  const problems = of.problems.map((each) => world.find('problems', each));
  if (problems.some((each) => each === null)) return missing('server_no_such_row', { subject: 'problems' });
  return ok(fieldsOf(book, rung, source, of, problems as readonly Row[], world));
}

/** A leader may decide everything; the rung says who else may. */
export function mayDecide(
  act: Act<unknown>,
  form: StepForm,
  confirm: readonly RungDecider[],
  world: World,
): boolean {
  const { role, id } = act.author;
  return decidesStep(role, form, confirm, () => world.capabilities(id, act.at).includes('office_head'));
}

function fieldsOf(
  book: LadderBook,
  rung: NonNullable<ReturnType<typeof rungOf>>,
  source: Row | null,
  of: Pick<EscalationOpened, 'ladder' | 'unit'>,
  problems: readonly Row[],
  world: World,
) {
  const { cases, parties, towns } = whomItConcerns(problems, of.unit === null ? [] : [of.unit], world);
  const town = source ? text(source, 'town') : '';
  return {
    ladder: of.ladder,
    edition: book.edition,
    rung: rung.code,
    form: rung.form,
    level: rung.level,
    confirm: LEADER_FORMS.includes(rung.form) ? [] : rung.confirm,
    source: source?.id ?? '',
    unit: of.unit ?? '',
    cases,
    parties,
    towns: towns.includes(` ${town} `) || town === '' ? towns : `${towns === '' ? ' ' : towns}${town} `,
  };
}
