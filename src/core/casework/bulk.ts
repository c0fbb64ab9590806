/** A reason is asked for when more cases than this are changed at once. */
export const REASON_ABOVE = 20;

/**
 * Cases that nobody has checked again with success: closing them in bulk is refused, each has to be looked at on its own (feature
 * 1.57, 逐个逐项). What was fixed on the spot has no verdict either: its sample or its group's leader closes it.
 */
export function missingVerdict<Row extends { readonly state: string; readonly verdict: string }>(
  rows: readonly Row[],
): readonly Row[] {
  return rows.filter((each) => each.state !== 're_inspected' || each.verdict !== 'pass');
}
