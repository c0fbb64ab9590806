import { once } from 'node:events';
import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import type { AreaGeometry } from '../core/geo.ts';
import { message, type Message } from '../core/message.ts';
import { episodeId } from '../core/upwind/episode-fields.ts';
import { parseEpisode, solveEpisode } from '../core/upwind/episode-file.ts';
import { GRIDS, type Grid } from '../core/upwind/zone-input.ts';
import { BadFile, CaseSplitter } from './case-splitter.ts';
import { languageOf, wordsOf, type Language } from './message-words.ts';

interface Task {
  readonly from: string;
  readonly to: string;
  /** Features of a FeatureCollection, as a geographic system opens them, instead of zones. */
  readonly features: boolean;
  readonly grid: Grid;
  readonly say: (message: Message) => string;
}

interface Drawn {
  readonly geometry: AreaGeometry | null;
}

/** Exit codes: 0 all solved, 1 some cases were bad, 2 the file or the call was. */
const DONE = 0;
const SOME_BAD = 1;
const UNUSABLE = 2;

const STRING_OR_NAN = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;

process.exitCode = await main();

async function main(): Promise<number> {
  let say = wordsOf(languageOf(undefined) ?? 'zh-CN');
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        lang: { type: 'string' },
        grid: { type: 'string', default: 'full' },
      },
    });
    const language = languageOf(values.lang);
    if (language) say = wordsOf(language);
    if (values.help) {
      process.stdout.write(`${say(message('upwind_cli_help'))}\n`);
      return DONE;
    }
    const grid = GRIDS.find((each) => each === values.grid);
    if (!language) return refuse(say, message('upwind_cli_language', { value: values.lang ?? '' }));
    if (!grid) return refuse(say, message('upwind_cli_grid', { value: values.grid }));
    const [from, to] = positionals;
    if (from === undefined || to === undefined || positionals.length > 2) {
      return refuse(say, message('upwind_cli_usage'));
    }
    if (from !== '-' && to !== '-' && resolve(from) === resolve(to)) {
      return refuse(say, message('upwind_cli_same_file'));
    }
    return await run({ from, to, features: to.endsWith('.geojson'), grid, say }, language);
  } catch (error) {
    return refuse(say, message('upwind_cli_option', { value: textOf(error) }));
  }
}

async function run(task: Task, language: Language): Promise<number> {
  const { say } = task;
  const part = task.to === '-' ? null : `${task.to}.part`;
  const output: Writable = part === null ? process.stdout : createWriteStream(part);
  const failed = new Promise<never>((_, reject) => output.once('error', reject));
  failed.catch(() => undefined);
  const write = async (text: string): Promise<void> => {
    if (!output.write(text)) await Promise.race([once(output, 'drain'), failed]);
  };
  try {
    await write(task.features ? '{"type":"FeatureCollection","features":[' : '{"zones":[');
    let bad = 0;
    let number = 0;
    const seen = new Set<string>();
    for await (const text of casesOf(task.from)) {
      number++;
      const { line, fault } = solve(text, number, seen, task, language);
      if (fault !== null) {
        bad++;
        process.stderr.write(`${fault}\n`);
      }
      await write(`${number > 1 ? ',' : ''}\n${line}`);
    }
    await write('\n]}\n');
    if (part !== null) {
      output.end();
      await Promise.race([once(output, 'finish'), failed]);
      renameSync(part, task.to);
    }
    if (bad > 0) process.stderr.write(`${say(message('upwind_cli_some_bad', { bad, number }))}\n`);
    return bad > 0 ? SOME_BAD : DONE;
  } catch (error) {
    if (part !== null) {
      output.destroy();
      rmSync(part, { force: true });
    }
    if (error instanceof BadFile) {
      return refuse(say, message(`upwind_cli_file_${error.reason}`, { after: error.after, file: task.from }));
    }
    return refuse(say, message('upwind_cli_io', { value: textOf(error) }));
  }
}

function solve(
  text: string,
  number: number,
  seen: Set<string>,
  task: Task,
  language: Language,
): { line: string; fault: string | null } {
  let value: unknown;
  try {
    value = parsedLoosely(text);
  } catch {
    throw new BadFile('broken', number - 1);
  }
  const id = episodeId(value) ?? `#${number}`;
  const fault = (reason: Message): { line: string; fault: string } => {
    const sentence = task.say(reason);
    const zone = { id, geometry: null, level: 'none', confidence: 'low', reason: `error: ${sentence}` };
    return { line: lineOf({ ...zone, ranking: [], shares: [] }, task), fault: sentence };
  };
  if (seen.has(id)) return fault(message('upwind_case_id_duplicate', { id }));
  seen.add(id);
  const episode = parseEpisode(value, number);
  if (!episode.ok) return fault(episode.error);
  try {
    const { geometry, level, confidence, reasons, ranking, shares } = solveEpisode(episode.value, task.grid);
    const reason = reasons.map(task.say).join(language === 'en' ? ' ' : '');
    const zone = { id, geometry, level, confidence, reason, ranking, shares: shares.map(rounded) };
    return { line: lineOf(zone, task), fault: null };
  } catch (error) {
    return fault(message('upwind_case_failed', { id, value: textOf(error) }));
  }
}

/** One line: the zone, or a feature with all else of it as properties. */
function lineOf(zone: Record<string, unknown> & Drawn, { features }: Task): string {
  const { geometry, ...properties } = zone;
  return JSON.stringify(features ? { type: 'Feature', geometry, properties } : zone);
}

/** JSON, also with the bare NaN and Infinity that some languages write for a gap. */
function parsedLoosely(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(text.replace(STRING_OR_NAN, (match) => (match.startsWith('"') ? match : 'null')));
  }
}

async function* casesOf(file: string): AsyncGenerator<string> {
  const source = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1 << 18 });
  source.setEncoding('utf8');
  const splitter = new CaseSplitter();
  for await (const text of source) yield* splitter.push(String(text));
  splitter.end();
}

function refuse(say: (message: Message) => string, reason: Message): number {
  process.stderr.write(`${say(reason)}\n`);
  return UNUSABLE;
}

function rounded(share: number): number {
  return Math.round(share * 1e6) / 1e6;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
