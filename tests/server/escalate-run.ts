import { expect } from 'vitest';
import type { Json, TestServer } from './harness.ts';

/** One run of the job of the ladders from the command line, with the server down meanwhile; what it says that it did. */
export async function runEscalate(server: TestServer): Promise<Json> {
  await server.stop();
  const { code, output } = server.command('escalate');
  expect(code, output).toBe(0);
  await server.restart();
  return JSON.parse(output.slice(output.indexOf('{')));
}
