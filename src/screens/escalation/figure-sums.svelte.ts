import { fetchBlindSpots, fetchProblemsAt, fetchRedBlack } from '../../api/escalation.ts';
import { answerScores, lateOrders } from '../../core/escalation/answer-scores.ts';
import type { Finding } from '../../core/escalation/blind-spots.ts';
import type { RedBlackFigures } from '../../core/escalation/listing-kinds.ts';
import {
  afterPenalty,
  answersInTime,
  penaltiesByLaw,
  unitAccounts,
} from '../../core/escalation/step-figures.ts';
import type { ProblemRecord } from '../../schema/records.ts';
import { escalation } from '../../state/escalation.svelte.ts';

type Rows = Parameters<typeof unitAccounts>[0];

/** The figures of a period: asked for anew whenever it, or what is in force, changes. Made while a component is set up. */
export class FigureSums {
  spots = $state.raw<{ readonly exposed: number; readonly spots: readonly Finding[] } | null>(null);
  list = $state.raw<RedBlackFigures | null>(null);
  failed = $state(false);
  #found = $state.raw<readonly ProblemRecord[]>([]);
  readonly #period: () => readonly [from: number, until: number];

  readonly penalties = $derived(escalation.inForce.filter((each) => each.form === 'penalty'));
  readonly #steps = $derived(escalation.steps as unknown as Rows);
  readonly laws = $derived.by(() =>
    penaltiesByLaw(this.#steps, (each) => this.after(each.id), ...this.#period()),
  );
  readonly accounts = $derived(unitAccounts(this.#steps));
  readonly #directives = $derived(escalation.directives as unknown as Rows);
  readonly answers = $derived.by(() => answersInTime(this.#directives, ...this.#period()));
  readonly scores = $derived.by(() => answerScores(this.#directives, ...this.#period()));
  readonly lateOrders = $derived.by(() => lateOrders(this.#directives, ...this.#period()));

  constructor(period: () => readonly [from: number, until: number]) {
    this.#period = period;
    $effect(() => this.#load());
  }

  /** What came after a penalty. */
  after(id: string): ReturnType<typeof afterPenalty> {
    const step = this.penalties.find((each) => each.id === id);
    const problems = this.#found.filter((each) => each.source === step?.source) as unknown as Rows;
    return step ? afterPenalty(step as unknown as Rows[number], problems) : 'open';
  }

  #load(): void {
    const period = this.#period();
    const sources = [...new Set(this.penalties.map((each) => each.source).filter(Boolean))];
    void Promise.all([
      fetchBlindSpots(...period),
      fetchRedBlack(...period, ''),
      fetchProblemsAt(sources),
    ]).then(
      ([blind, redBlack, problems]) => {
        this.spots = blind;
        this.list = redBlack;
        this.#found = problems;
        this.failed = false;
      },
      () => (this.failed = true),
    );
  }
}
