/** Thrown for text that is not `{"cases":[…]}`; `reason` is the tail of a message key. */
export class BadFile extends Error {
  readonly reason: 'not_object' | 'no_cases' | 'broken' | 'cut_off' | 'trailing';
  readonly after: number;

  constructor(reason: BadFile['reason'], after: number) {
    super(reason);
    this.reason = reason;
    this.after = after;
  }
}

type State = 'start' | 'key' | 'colon' | 'member' | 'skip' | 'comma' | 'item' | 'items' | 'next' | 'done';

const WHITE = /[\s\uFEFF]/;

/**
 * Cuts `{"cases":[…]}`, or the array alone, that arrives in pieces into the text of its cases, one at a time: memory holds one case, however
 * long the file. Other members of the object are passed over. Throws BadFile.
 */
export class CaseSplitter {
  private state: State = 'start';
  private key = '';
  private found = false;
  /** The array stands alone, without an object round it. */
  private bare = false;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private parts: string[] = [];
  private count = 0;

  /** Texts of the cases that end in this piece. */
  *push(text: string): Generator<string> {
    let i = 0;
    while (i < text.length) {
      if (this.state === 'items' || this.state === 'skip') {
        const end = this.valueEnd(text, i);
        if (this.state === 'items') this.parts.push(text.slice(i, end.at));
        i = end.at;
        if (!end.done) return;
        if (this.state === 'skip') this.state = 'comma';
        else {
          this.state = 'next';
          this.count++;
          const whole = this.parts.join('');
          this.parts = [];
          yield whole;
        }
        continue;
      }
      if (this.state === 'key' && this.inString) {
        i = this.readKey(text, i);
        continue;
      }
      const char = text[i]!;
      if (WHITE.test(char)) i++;
      else i = this.step(char, i);
    }
  }

  /** Call at the end of the text. */
  end(): void {
    if (this.state === 'start') throw new BadFile('not_object', 0);
    if (this.state !== 'done') throw new BadFile('cut_off', this.count);
    if (!this.found) throw new BadFile('no_cases', 0);
  }

  private step(char: string, i: number): number {
    switch (this.state) {
      case 'start':
        if (char === '[') {
          this.bare = true;
          this.found = true;
          this.state = 'item';
          return i + 1;
        }
        if (char !== '{') throw new BadFile('not_object', 0);
        this.state = 'key';
        return i + 1;
      case 'key':
        if (char === '}') this.state = 'done';
        else if (char === '"') this.startKey();
        else throw new BadFile('broken', this.count);
        return i + 1;
      case 'colon':
        if (char !== ':') throw new BadFile('broken', this.count);
        this.state = 'member';
        return i + 1;
      case 'member':
        if (this.key !== 'cases') {
          this.state = 'skip';
          return i;
        }
        if (char !== '[') throw new BadFile('no_cases', 0);
        this.found = true;
        this.state = 'item';
        return i + 1;
      case 'item':
        if (char === ']' && this.count === 0) {
          this.state = this.bare ? 'done' : 'comma';
          return i + 1;
        }
        if (char === ',' || char === ']' || char === '}') throw new BadFile('broken', this.count);
        this.state = 'items';
        return i;
      case 'next':
        if (char === ',') this.state = 'item';
        else if (char === ']') this.state = this.bare ? 'done' : 'comma';
        else throw new BadFile('broken', this.count);
        return i + 1;
      case 'comma':
        if (char === ',') this.state = 'key';
        else if (char === '}') this.state = 'done';
        else throw new BadFile('broken', this.count);
        return i + 1;
      default:
        throw new BadFile('trailing', this.count);
    }
  }

  private startKey(): void {
    this.inString = true;
    this.escaped = false;
    this.key = '';
  }

  private readKey(text: string, from: number): number {
    for (let i = from; i < text.length; i++) {
      const char = text[i]!;
      if (this.escaped) this.escaped = false;
      else if (char === '\\') this.escaped = true;
      else if (char === '"') {
        this.inString = false;
        this.state = 'colon';
        return i + 1;
      }
      this.key += char;
    }
    return text.length;
  }

  /** End of the value that is being read: after its closing bracket or quote, or before what ends a bare word. */
  private valueEnd(text: string, from: number): { at: number; done: boolean } {
    for (let i = from; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (code === 92) this.escaped = true;
        else if (code === 34) {
          this.inString = false;
          if (this.depth === 0) return { at: i + 1, done: true };
        }
      } else if (code === 34) {
        this.inString = true;
        this.escaped = false;
      } else if (code === 123 || code === 91) this.depth++;
      else if (code === 125 || code === 93) {
        if (this.depth === 0) return { at: i, done: true };
        this.depth--;
        if (this.depth === 0) return { at: i + 1, done: true };
      } else if (code === 44 && this.depth === 0) return { at: i, done: true };
    }
    return { at: text.length, done: false };
  }
}
