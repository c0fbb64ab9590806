import type { EscalationRecord } from '../../schema/records.ts';
import type { StepForm } from '../../core/escalation/escalation-kinds.ts';
import type { LadderBook } from '../../core/escalation/ladder.ts';
import { rungOf } from '../../core/escalation/ladder.ts';
import { city } from '../../state/city.svelte.ts';
import { figure } from '../../text/number.ts';
import { m } from '../../text/paraglide/messages.js';
import { name } from '../../text/say.ts';
import { dateWithYear } from '../../text/time.ts';
import type { Tone } from '../../ui/Chip.svelte';
import { ladderName } from '../ladder-name.ts';

/** These have a word of their own for it. */
const LIFTS: readonly StepForm[] = ['listing', 'blacklist', 'stop_work', 'seal'];

/** What a rung is called by its ladder: a key of the message files, or the words themselves. */
export function rungWords(
  step: Pick<EscalationRecord, 'ladder' | 'rung' | 'form'>,
  book: LadderBook,
): string {
  const rung = rungOf(book, step.ladder, step.rung);
  return rung ? ladderName(rung) : name('escalation_form', step.form);
}

/** The place or the unit that a step is about. */
export function subjectWords(step: Pick<EscalationRecord, 'source' | 'unit'>): string {
  const source = city.sourceById.get(step.source);
  if (source) return source.name || `${name('trade_kind', source.kind)} ${source.code}`;
  return city.unitById.get(step.unit)?.name ?? m.escalation_subject_unknown();
}

/** How many cases a list of ids between spaces names. */
export function casesOf(row: { readonly cases: string }): readonly string[] {
  return row.cases.split(' ').filter(Boolean);
}

/** What was settled, in one line. */
export function termsWords(step: EscalationRecord): string {
  const { terms } = step;
  if (!terms) return '';
  switch (terms.form) {
    case 'interview':
      return m.escalation_terms_interview({ who: terms.who, count: terms.commitments.length });
    case 'listing':
      return m.escalation_terms_until({
        date: dateWithYear(step.untilAt),
        what: terms.criteria.join(m.ui_comma()),
      });
    case 'blacklist':
      return m.escalation_terms_until({ date: dateWithYear(step.untilAt), what: terms.effect });
    case 'stop_work':
    case 'seal':
      return step.untilAt === 0
        ? m.escalation_terms_open({ what: terms.basis })
        : m.escalation_terms_until({ date: dateWithYear(step.untilAt), what: terms.basis });
    case 'penalty':
      return m.escalation_terms_penalty({
        law: terms.law,
        article: terms.article,
        amount: figure(terms.amountCNY),
      });
    case 'paid_rectification':
      return m.escalation_terms_paid({
        team: terms.team,
        unit: city.unitById.get(terms.unit)?.name ?? '–',
        amount: figure(terms.costCNY),
      });
    case 'accountability':
      return terms.duty;
    case 'exposure':
    case 'mark':
      return '';
  }
}

/** What is late about a step: a listing was to be over by its day, of an interview a promise was not kept. */
export function lateWords({ form }: Pick<EscalationRecord, 'form'>): string {
  return form === 'listing' ? m.escalation_listing_late() : m.escalation_promise_broken();
}

/** What ending a step by hand is called. */
export function liftWords(form: StepForm): string {
  return LIFTS.includes(form) ? name('escalation_lift', form) : m.escalation_lift();
}

export function stepTone(step: EscalationRecord): Tone {
  if (step.state === 'proposed') return 'warn';
  if (step.state === 'in_force') return step.overdueAt > 0 ? 'danger' : 'accent';
  return 'stale';
}

/** A unit that a directive went to or came from; the office has no unit. */
export function directiveUnit(id: string): string {
  return city.unitById.get(id)?.name ?? m.escalation_directive_office();
}
