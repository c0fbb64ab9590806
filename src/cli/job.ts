import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { message } from '../core/message.ts';
import { languageOf, wordsOf } from './message-words.ts';
import { runPocketBase } from './run-pocketbase.ts';

/** What the server does by itself, by the clock. */
const JOBS = [
  'clocks',
  'escalate',
  'look-back',
  'patrol-frequency',
  'prune',
  'reductions',
  'samples',
  'search-fill',
  'tick',
] as const;

/** Exit codes: 0 done, 2 the call or the folder cannot be used. */
const DONE = 0;
const UNUSABLE = 2;

process.exitCode = main();

/** `npm run job -- NAME [again] [--data DIR]`: one of the server's jobs at once; prints what it did as JSON. */
function main(): number {
  let say = wordsOf(languageOf(undefined) ?? 'zh-CN', 'cli');
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        data: { type: 'string', default: 'pb_data' },
        help: { type: 'boolean', short: 'h' },
        lang: { type: 'string' },
      },
    });
    const language = languageOf(values.lang);
    if (!language) return tell(say(message('cli_bad_language', { value: values.lang ?? '' })), UNUSABLE);
    say = wordsOf(language, 'cli');
    const usage = say(message('cli_job_usage', { jobs: JOBS.join(' ') }));
    if (values.help) return tell(usage, DONE);
    const [name, ...rest] = positionals;
    const job = JOBS.find((each) => each === name);
    if (!job || (rest.length > 0 && !(job === 'search-fill' && rest.join() === 'again')))
      return tell(usage, UNUSABLE);
    if (!existsSync(join(values.data, 'data.db')))
      return tell(say(message('cli_verify_no_data', { data: values.data })), UNUSABLE);
    return tell(JSON.stringify(runPocketBase(values.data, [job, ...rest])), DONE);
  } catch (error) {
    const value = error instanceof Error ? error.message : String(error);
    return tell(say(message('cli_job_failed', { value })), UNUSABLE);
  }
}

function tell(text: string, code: number): number {
  (code === DONE ? process.stdout : process.stderr).write(`${text}\n`);
  return code;
}
