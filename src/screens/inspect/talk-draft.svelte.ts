import type { Education } from '../../core/checks/inspection-kinds.ts';

/** A talk about the law in the making: to whom, how many, about what. */
export class TalkDraft {
  whom = $state('');
  people = $state('');
  topic = $state('');

  readonly talk = $derived.by<Education | null>(() => {
    const people = Number(this.people);
    const [whom, topic] = [this.whom.trim(), this.topic.trim()];
    if (whom === '' || topic === '' || !Number.isInteger(people) || people < 1 || people > 1e5) return null;
    return { whom, people, topic };
  });

  reset(): void {
    this.whom = this.people = this.topic = '';
  }
}
