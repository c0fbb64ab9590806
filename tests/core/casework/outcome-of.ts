import type { Author, Refusal } from '../../../src/core/casework/act.ts';
import type { Result } from '../../../src/core/result.ts';
import { AUTHORS, PAYLOADS, PROBLEM, type ProblemEvent } from './case-steps.ts';
import type { MemoryWorld } from './memory-world.ts';

/** 'ok', or the key of the sentence that refuses. */
export function outcomeOf(result: Result<unknown, Refusal>): string {
  return result.ok ? 'ok' : result.error.reason.key;
}

/** Sends an event of a case with its ordinary author and payload, but for what is said. */
export function send(
  world: MemoryWorld,
  type: ProblemEvent,
  more: object = {},
  author: Author = AUTHORS[type],
  problem = PROBLEM,
): string {
  return outcomeOf(world.send(author, type, problem, { ...PAYLOADS[type], ...more } as never));
}
