/**
 * Line and column where a text stops being JSON, or null when it is JSON. Engines word and place their errors differently
 * (one of them not at all), so the answer to a sender is computed here, after JSON.parse has failed.
 */
export function jsonErrorPosition(text: string): { readonly line: number; readonly column: number } | null {
  const end = skipValue(text, skipBlank(text, 0), 0);
  const stop = end < 0 ? ~end : skipBlank(text, end);
  if (end >= 0 && stop >= text.length) return null;
  const before = text.slice(0, stop);
  return { line: before.split('\n').length, column: stop - before.lastIndexOf('\n') };
}

const NUMBER = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y; // eslint-disable-line no-control-regex
const DEEPEST = 200;

/** Index after the value at `index`; a failure at position p is ~p. */
function skipValue(text: string, index: number, depth: number): number {
  if (depth > DEEPEST) return ~index;
  const first = text[index];
  if (first === '"') return skipPattern(STRING, text, index);
  if (first === '{' || first === '[') return skipMembers(text, index, depth, first === '{');
  for (const word of ['true', 'false', 'null']) if (text.startsWith(word, index)) return index + word.length;
  return skipPattern(NUMBER, text, index);
}

function skipMembers(text: string, open: number, depth: number, named: boolean): number {
  const close = named ? '}' : ']';
  let index = skipBlank(text, open + 1);
  if (text[index] === close) return index + 1;
  for (;;) {
    if (named) {
      const key = skipPattern(STRING, text, index);
      if (key < 0) return key;
      index = skipBlank(text, key);
      if (text[index] !== ':') return ~index;
      index = skipBlank(text, index + 1);
    }
    const end = skipValue(text, index, depth + 1);
    if (end < 0) return end;
    index = skipBlank(text, end);
    if (text[index] === close) return index + 1;
    if (text[index] !== ',') return ~index;
    index = skipBlank(text, index + 1);
  }
}

function skipPattern(pattern: RegExp, text: string, index: number): number {
  pattern.lastIndex = index;
  const match = pattern.exec(text);
  return match && match[0].length > 0 ? index + match[0].length : ~index;
}

function skipBlank(text: string, from: number): number {
  let index = from;
  while (index < text.length && ' \t\r\n'.includes(text[index] ?? 'x')) index += 1;
  return index;
}
