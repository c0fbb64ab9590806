import { fetchProblemsAt } from '../api/escalation.ts';
import { fetchProblems } from '../api/problem-cases.ts';
import { fetchOrder } from '../api/unit.ts';
import { isOpenProblem } from '../core/casework/problem-states.ts';
import type { OrderRecord, ProblemRecord } from '../schema/records.ts';

/** An order and the points that its paper lists: all that are not void. Null when this person may not see it. Throws the SDK's error. */
export async function orderToPrint(
  id: string,
): Promise<{ readonly order: OrderRecord; readonly problems: readonly string[] } | null> {
  const order = id === '' ? null : await fetchOrder(id);
  if (!order) return null;
  const rows = await fetchProblems(order.problems);
  const valid = new Set(rows.filter((each) => each.state !== 'void').map((each) => each.id));
  return { order, problems: order.problems.filter((each) => valid.has(each)) };
}

/** What a notice about a case may list besides: what is open at the same place. Throws the SDK's error. */
export async function openAtPlace(problem: ProblemRecord): Promise<readonly ProblemRecord[]> {
  if (problem.source === '') return [problem];
  const found = await fetchProblemsAt([problem.source]);
  const others = found.filter((each) => each.id !== problem.id && isOpenProblem(each.state));
  return [problem, ...others];
}
