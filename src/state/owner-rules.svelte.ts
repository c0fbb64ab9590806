import { fetchCategories, type CategoryEntry } from '../api/cases.ts';
import { fetchOwnershipRules } from '../api/ownership.ts';
import type { Row } from '../core/casework/act.ts';
import {
  proposeOwner,
  proposeOwners,
  type OwnerCandidate,
  type OwnerFacts,
  type ProposedOwner,
} from '../core/casework/propose-owners.ts';
import type { OwnershipRuleRecord, ProblemRecord } from '../schema/records.ts';
import { city } from './city.svelte.ts';

/** Whose problems are, as far as earlier decisions, the table of categories and the register say: what assigning starts from. */
export class OwnerRules {
  rules = $state.raw<readonly OwnershipRuleRecord[]>([]);
  /** Edition of the catalogue that was read; '' where it was given. */
  version = $state('');
  entries = $state.raw<readonly CategoryEntry[]>([]);
  /** Asked and answered, or failed: before that nobody is proposed, so that no proposal changes under the eyes. */
  ready = $state(false);

  constructor(entries: readonly CategoryEntry[] = []) {
    this.entries = entries;
  }

  /** Reads the decisions on these problems' categories, and the catalogue where it was not given. Never throws: without them the table proposes alone. */
  async load(problems: readonly ProblemRecord[]): Promise<void> {
    const categories = [...new Set(problems.map((each) => each.category))];
    const [rules, catalogue] = await Promise.allSettled([
      fetchOwnershipRules(categories),
      this.entries.length > 0 ? null : fetchCategories(Date.now()),
    ]);
    if (rules.status === 'fulfilled') this.rules = rules.value;
    if (catalogue.status === 'fulfilled' && catalogue.value)
      ({ entries: this.entries, version: this.version } = catalogue.value);
    this.ready = true;
  }

  /** Everybody who may own it, with every reason. */
  candidates(problem: ProblemRecord): readonly OwnerCandidate[] {
    return proposeOwners(asRow(problem), sourceOf(problem), asRows(this.rules), this.#facts(problem));
  }

  /** Whom to assign it to; null where nobody is known, and until the decisions were read. */
  proposed(problem: ProblemRecord): ProposedOwner | null {
    if (!this.ready) return null;
    return proposeOwner(asRow(problem), sourceOf(problem), asRows(this.rules), this.#facts(problem));
  }

  #facts(problem: ProblemRecord): OwnerFacts {
    const unitOf = (code: string): string =>
      code === '' ? '' : (city.data.units.find((each) => each.code === code)?.id ?? '');
    const entry = this.entries.find((each) => each.code === problem.category);
    return { categoryUnit: unitOf(entry?.regulator ?? ''), townUnit: townUnitOf(problem), unitOf };
  }
}

/** The local government of a place; '' where there is none. */
export function townUnitOf({ town }: { readonly town: string }): string {
  if (town === '') return '';
  return city.data.units.find((each) => each.kind === 'town' && each.town === town)?.id ?? '';
}

function sourceOf(problem: ProblemRecord): Row | null {
  return (city.sourceById.get(problem.source) as unknown as Row | undefined) ?? null;
}

function asRow(problem: ProblemRecord): Row {
  return problem as unknown as Row;
}

function asRows(rules: readonly OwnershipRuleRecord[]): readonly Row[] {
  return rules as unknown as readonly Row[];
}
