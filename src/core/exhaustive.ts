/** Ends a switch over a closed set: a new member does not compile until every switch knows it. */
export function exhaustive(value: never): never {
  throw new Error(`unexpected member: ${String(value)}`);
}
