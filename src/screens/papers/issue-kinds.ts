import { PAPER_KINDS, type PaperKind } from '../../core/papers/paper-kinds.ts';
import type { ProblemRecord } from '../../schema/records.ts';
import { session } from '../../state/session.svelte.ts';
import type { KnownOrder, KnownPaper } from './issue-form.svelte.ts';

/** The kinds of paper that the person signed in may issue about these cases; out of a record it is that of the record alone. */
export function issueKinds(
  [first]: readonly ProblemRecord[],
  order: KnownOrder | null,
  known: KnownPaper | undefined,
): readonly PaperKind[] {
  const inField = session.role === 'inspector' || session.role === 'grid_officer';
  const ofOrder = order === null ? '' : order.order.kind === 'special' ? 'special_order' : 'assignment_order';
  return PAPER_KINDS.filter((each) => {
    if (known) return each === known.kind;
    if (inField) return each === 'rectification';
    if (first?.order && each.endsWith('_order')) return each === ofOrder;
    return each !== 'special_order' || first?.severity === 3;
  });
}
