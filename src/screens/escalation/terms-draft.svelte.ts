import type { StepForm } from '../../core/escalation/escalation-kinds.ts';
import type { Rung } from '../../core/escalation/ladder.ts';
import type { StepTerms } from '../../core/escalation/payloads.ts';
import { exhaustive } from '../../core/exhaustive.ts';
import type { SheetPhoto } from '../../state/inspect-actions.ts';
import { fieldTime, instantOfField } from '../china-field.ts';

const DAY_MS = 86_400_000;
/** How long a measure usually runs. */
const USUAL_DAYS: Readonly<Partial<Record<StepForm, number>>> = {
  listing: 60,
  blacklist: 365,
  stop_work: 15,
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

  /** The terms as they would be sent; null while something is missing. */
  get terms(): StepTerms | null {
    const until = instantOfField(this.untilAt);
    const { form } = this;
    switch (form) {
      case 'exposure':
        return null;
      case 'interview': {
        const [heldAt, dueAt] = [instantOfField(this.heldAt), instantOfField(this.dueAt)];
        if (this.who.trim() === '' || heldAt === null || dueAt === null) return null;
        const commitments = lines(this.promises).map((what) => ({ what, dueAt }));
        return { form, who: this.who.trim(), heldAt, minutes: this.minutes.trim(), commitments };
      }
      case 'listing': {
        const criteria = lines(this.criteria);
        return until === null || criteria.length === 0 ? null : { form, untilAt: until, criteria };
      }
      case 'blacklist':
        return until === null || this.effect.trim() === ''
          ? null
          : { form, untilAt: until, effect: this.effect.trim() };
      case 'stop_work':
      case 'seal':
        return this.basis.trim() === '' ? null : { form, untilAt: until, basis: this.basis.trim() };
      case 'penalty': {
        const amountCNY = money(this.amount);
        if (this.law.trim() === '' || this.article.trim() === '' || amountCNY === null) return null;
        const { law, article, document } = this;
        return { form, law: law.trim(), article: article.trim(), amountCNY, document: document.trim() };
      }
      case 'paid_rectification': {
        const costCNY = money(this.amount);
        if (this.team.trim() === '' || this.unit === '' || costCNY === null) return null;
        return { form, team: this.team.trim(), costCNY, unit: this.unit };
      }
      case 'accountability':
        return this.duty.trim() === '' ? null : { form, duty: this.duty.trim() };
      case 'mark':
        return { form, untilAt: until };
      default:
        return exhaustive(form);
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
