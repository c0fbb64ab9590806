/** A name for an edition: the day, or the day with a number that is free. */
export function freeVersion(day: string, taken: readonly string[]): string {
  let version = day;
  for (let n = 2; taken.includes(version); n++) version = `${day}-${n}`;
  return version;
}
