import { exhaustive } from '../../core/exhaustive.ts';
import type { EscalationRecord } from '../../schema/records.ts';
import { city } from '../../state/city.svelte.ts';
import { figure } from '../../text/number.ts';
import { m } from '../../text/paraglide/messages.js';
import { dateAndClock, dateWithYear } from '../../text/time.ts';

export interface StepFact {
  readonly label: string;
  readonly lines: readonly string[];
}

/** What was settled when a step began, field by field; none while it is proposed. */
export function factsOf(step: EscalationRecord): readonly StepFact[] {
  const { terms } = step;
  if (!terms || step.state === 'proposed') return [];
  switch (terms.form) {
    case 'interview':
      return [
        fact(m.escalation_field_who(), terms.who),
        fact(m.escalation_field_held(), dateAndClock(step.fromAt)),
        ...(terms.minutes ? [fact(m.escalation_field_minutes(), terms.minutes)] : []),
      ];
    case 'listing':
      return [fact(m.escalation_field_criteria(), ...terms.criteria), until(step)];
    case 'blacklist':
      return [fact(m.escalation_field_effect(), terms.effect), until(step)];
    case 'stop_work':
    case 'seal':
      return [fact(m.escalation_field_basis(), terms.basis), until(step)];
    case 'penalty':
      return [
        fact(m.escalation_field_law(), `${terms.law} ${terms.article}`),
        fact(m.escalation_field_amount(), figure(terms.amountCNY)),
        ...(terms.document ? [fact(m.escalation_field_document(), terms.document)] : []),
      ];
    case 'paid_rectification':
      return [
        fact(m.escalation_field_team(), terms.team),
        fact(m.escalation_field_cost(), figure(terms.costCNY)),
        fact(m.escalation_field_charged(), city.unitById.get(terms.unit)?.name ?? '–'),
      ];
    case 'accountability':
      return [fact(m.escalation_field_duty(), terms.duty)];
    case 'mark':
      return [until(step)];
    case 'exposure':
      return [];
    default:
      return exhaustive(terms);
  }
}

function until({ untilAt }: EscalationRecord): StepFact {
  return fact(m.escalation_field_until(), untilAt > 0 ? dateWithYear(untilAt) : m.escalation_until_none());
}

function fact(label: string, ...lines: readonly string[]): StepFact {
  return { label, lines };
}
