/**
 * UUIDv7 as 32 lower-case hex digits: 48 bits of time, version 7, 74 random bits; sorts by time (RFC 9562 §5.7).
 * `random` gives numbers in [0, 1); throws RangeError for a time before 1970 or after the year 10889.
 */
export function uuidv7(nowMs: number, random: () => number): string {
  const time = Math.floor(nowMs);
  if (!(time >= 0 && time < 2 ** 48)) throw new RangeError(`not an instant: ${nowMs}`);
  const version = hex(0x7000 + Math.floor(random() * 0x1000), 4);
  const variant = hex(0x8000 + Math.floor(random() * 0x4000), 4);
  return (
    hex(time, 12) +
    version +
    variant +
    hex(Math.floor(random() * 2 ** 24), 6) +
    hex(Math.floor(random() * 2 ** 24), 6)
  );
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
