import type { WorkSpan } from './work-calendar.ts';

const DAY_MIN = 1440;

/** Spans of a working day as people write them, `08:30-12:00 14:30-18:00`; null when they are none, overlap or run backwards. */
export function readWorkHours(text: string): readonly WorkSpan[] | null {
  const parts = text.split(/[\s,，、;；]+/).filter((each) => each !== '');
  const spans = parts.map((each) => /^(\d{1,2}):(\d{2})[-–—~](\d{1,2}):(\d{2})$/.exec(each));
  if (spans.length === 0 || spans.some((each) => each === null)) return null;
  const read = spans.map((each): WorkSpan => {
    const [, fromHour, fromMin, untilHour, untilMin] = each!.map(Number) as [
      number,
      number,
      number,
      number,
      number,
    ];
    return [fromHour * 60 + fromMin, untilHour * 60 + untilMin];
  });
  const good = read.every(
    ([from, until], at) => from < until && until <= DAY_MIN && (at === 0 || from >= read[at - 1]![1]),
  );
  return good ? read : null;
}

/** The same the other way round. */
export function writeWorkHours(spans: readonly WorkSpan[]): string {
  return spans.map(([from, until]) => `${clock(from)}–${clock(until)}`).join(' ');
}

function clock(min: number): string {
  return `${String(Math.floor(min / 60)).padStart(2, '0')}:${String(min % 60).padStart(2, '0')}`;
}
