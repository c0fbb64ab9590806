import type { StepForm } from '../../core/escalation/escalation-kinds.ts';
import type { Rung } from '../../core/escalation/ladder.ts';
import type { StepTerms } from '../../core/escalation/payloads.ts';
import { exhaustive } from '../../core/exhaustive.ts';
import type { SheetPhoto } from '../../state/inspect-actions.ts';
import { m } from '../../text/paraglide/messages.js';
import { fieldTime, instantOfField } from '../china-field.ts';

const DAY_MS = 86_400_000;
/** How long a measure usually runs. */
const USUAL_DAYS: Readonly<Partial<Record<StepForm, number>>> = {
  listing: 60,
  blacklist: 365,
  stop_work: 15,
};

const FIELDS = {
  who: m.escalation_field_who,
  heldAt: m.escalation_field_held,
  dueAt: m.escalation_field_promises_due,
  untilAt: m.escalation_field_until,
  criteria: m.escalation_field_criteria,
  effect: m.escalation_field_effect,
  basis: m.escalation_field_basis,
  law: m.escalation_field_law,
  article: m.escalation_field_article,
  amount: m.escalation_field_amount,
  cost: m.escalation_field_cost,
  team: m.escalation_field_team,
  unit: m.escalation_field_charged,
  duty: m.escalation_field_duty,
} as const;
type Needed = keyof typeof FIELDS;
/** What a form cannot do without. */
const NEEDED: Readonly<Record<StepForm, readonly Needed[]>> = {
  exposure: [],
  interview: ['who', 'heldAt', 'dueAt'],
  listing: ['criteria', 'untilAt'],
  blacklist: ['effect', 'untilAt'],
  stop_work: ['basis'],
  seal: ['basis'],
  penalty: ['law', 'article', 'amount'],
  paid_rectification: ['team', 'cost', 'unit'],
  accountability: ['duty'],
  mark: [],
};

/** The fields of a decision while they are filled in; only those of its form are asked for. */
export class TermsDraft {
  readonly form: StepForm;
  who = $state('');
  heldAt = $state(fieldTime(Date.now()));
  minutes = $state('');
  /** Pictures of the signed minutes. */
  photos = $state.raw<readonly SheetPhoto[]>([]);
  /** One promise a line. */
  promises = $state('');
  dueAt = $state(fieldTime(Date.now() + 7 * DAY_MS));
  untilAt = $state('');
  criteria = $state('');
  effect = $state('');
  basis = $state('');
  law = $state('');
  article = $state('');
  amount = $state('');
  document = $state('');
  team = $state('');
  unit = $state('');
  duty = $state('');

  /** `usual`: what the ladder fills in for this rung. */
  constructor(form: StepForm, unit: string, usual: Pick<Rung, 'days' | 'effect'> | null = null) {
    this.form = form;
    this.unit = unit;
    const words = usual?.effect ?? '';
    if (form === 'listing') this.criteria = words;
    if (form === 'blacklist') this.effect = words;
    if (form === 'stop_work' || form === 'seal') this.basis = words;
    if (form === 'accountability') this.duty = words;
    const days = usual?.days ?? USUAL_DAYS[form];
    if (days !== undefined) this.untilAt = fieldTime(Date.now() + days * DAY_MS);
  }

  /** What is still empty of what its form needs, by the words of its fields. */
  get left(): readonly string[] {
    return NEEDED[this.form].filter((each) => !this.#has(each)).map((each) => FIELDS[each]());
  }

  /** The terms as they would be sent; null while something is missing. */
  get terms(): StepTerms | null {
    if (this.left.length > 0) return null;
    const until = instantOfField(this.untilAt);
    const { form } = this;
    switch (form) {
      case 'exposure':
        return null;
      case 'interview': {
        const [heldAt, dueAt] = [instantOfField(this.heldAt) ?? 0, instantOfField(this.dueAt) ?? 0];
        const commitments = lines(this.promises).map((what) => ({ what, dueAt }));
        return { form, who: this.who.trim(), heldAt, minutes: this.minutes.trim(), commitments };
      }
      case 'listing':
        return { form, untilAt: until ?? 0, criteria: lines(this.criteria) };
      case 'blacklist':
        return { form, untilAt: until ?? 0, effect: this.effect.trim() };
      case 'stop_work':
      case 'seal':
        return { form, untilAt: until, basis: this.basis.trim() };
      case 'penalty': {
        const { law, article, document } = this;
        const amountCNY = money(this.amount) ?? 0;
        return { form, law: law.trim(), article: article.trim(), amountCNY, document: document.trim() };
      }
      case 'paid_rectification':
        return { form, team: this.team.trim(), costCNY: money(this.amount) ?? 0, unit: this.unit };
      case 'accountability':
        return { form, duty: this.duty.trim() };
      case 'mark':
        return { form, untilAt: until };
      default:
        return exhaustive(form);
    }
  }

  #has(field: Needed): boolean {
    switch (field) {
      case 'heldAt':
      case 'dueAt':
      case 'untilAt':
        return instantOfField(this[field]) !== null;
      case 'criteria':
        return lines(this.criteria).length > 0;
      case 'amount':
      case 'cost':
        return money(this.amount) !== null;
      default:
        return this[field].trim() !== '';
    }
  }
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean);
}

function money(text: string): number | null {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) && value >= 0 ? value : null;
}
