import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { strFromU8, unzipSync } from 'fflate';
import { checkCaseFile, type CaseEvent, type CaseFault } from '../core/papers/case-file.ts';
import { message, type Message } from '../core/message.ts';

/** What a case file is and what in it does not hold; no fault is the good case. */
export interface CaseVerification {
  readonly files: number;
  readonly events: number;
  readonly photos: number;
  readonly faults: readonly Message[];
}

/**
 * Checks a case file without any server: files against the manifest, photos against their events, events against their hashes and
 * each other. With the data folder it came from, also each event against the log there. Throws when it is no zip.
 */
export function verifyCaseFile(path: string, data: string | null): CaseVerification {
  const entries = unzipSync(new Uint8Array(readFileSync(path)));
  const files = new Map(Object.entries(entries));
  const faults = checkCaseFile(files, strFromU8, (bytes: Uint8Array | string) =>
    createHash('sha256').update(bytes).digest('hex'),
  );
  const lines = strFromU8(files.get('events.ndjson') ?? new Uint8Array())
    .split('\n')
    .filter((each) => each !== '');
  return {
    files: files.size,
    events: lines.length,
    photos: [...files.keys()].filter((each) => each.startsWith('photos/')).length,
    faults: [
      ...faults.map(inWords),
      ...(data === null || faults.some((each) => each.kind === 'format') ? [] : notInLog(lines, data)),
    ],
  };
}

function inWords({ kind, about }: CaseFault): Message {
  return message(`cli_case_${kind}`, { about });
}

/** Events that the log of the data folder does not hold with this hash. */
function notInLog(lines: readonly string[], data: string): readonly Message[] {
  const path = join(data, 'data.db');
  if (!existsSync(path)) throw new Error(`no data.db in ${data}`);
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const known = database.prepare('SELECT hash FROM events WHERE id = ? AND seq = ?');
    return lines
      .map((line) => JSON.parse(line) as CaseEvent)
      .filter(({ id, seq, hash }) => (known.get(id, seq) as { hash?: string } | undefined)?.hash !== hash)
      .map(({ id, seq }) => message('cli_case_not_in_log', { about: `#${seq} ${id}` }));
  } finally {
    database.close();
  }
}
