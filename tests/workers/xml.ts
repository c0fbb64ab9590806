export interface Xml {
  readonly names: ReadonlySet<string>;
  readonly elements: readonly (readonly [name: string, attributes: Readonly<Record<string, string>>])[];
  readonly text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const TAG = /<(\/?)([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;

/** Elements, attributes and text of an XML part; throws where it is not well-formed (no DTD, no CDATA: Office writes none). */
export function parseXml(source: string): Xml {
  const elements: [string, Record<string, string>][] = [];
  const open: string[] = [];
  let text = '';
  let at = source.startsWith('<?xml') ? source.indexOf('?>') + 2 : 0;
  while (at < source.length) {
    if (source[at] !== '<') {
      const end = source.indexOf('<', at);
      const words = source.slice(at, end < 0 ? source.length : end);
      if (open.length === 0 && words.trim() !== '')
        throw new Error(`text outside the root: ${words.slice(0, 40)}`);
      text += decode(words);
      at += words.length;
      continue;
    }
    TAG.lastIndex = at;
    const match = TAG.exec(source);
    if (!match) throw new Error(`no tag: ${source.slice(at, at + 60)}`);
    const [whole, closing, name = '', attributes = '', empty] = match;
    at += whole.length;
    if (closing) {
      const expected = open.pop();
      if (expected !== name) throw new Error(`</${name}> closes <${expected}>`);
      continue;
    }
    const pairs = [...attributes.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)];
    elements.push([name, Object.fromEntries(pairs.map(([, key, a, b]) => [key, decode(a ?? b ?? '')]))]);
    if (!empty) open.push(name);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> stays open`);
  return { names: new Set(elements.map(([name]) => name)), elements, text };
}

function decode(words: string): string {
  return words.replace(/&(#x[\da-f]+|#\d+|\w+);|&/gi, (whole, name?: string) => {
    if (name?.startsWith('#x')) return String.fromCodePoint(parseInt(name.slice(2), 16));
    if (name?.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
    const letter = name && ENTITIES[name];
    if (!letter) throw new Error(`not an entity: ${whole}`);
    return letter;
  });
}
