import { afterEach, expect, test, vi } from 'vitest';
import { askKept, type KeptAnswer } from '../../src/api/ask-kept.ts';

const KEPT: KeptAnswer = { text: '{"items":[1]}', etag: '', keptAt: 5 };

afterEach(() => void vi.unstubAllGlobals());

/** What a question comes to, and what is kept afterwards. */
async function asked(answer: Response, kept: KeptAnswer | null): Promise<[text: string, kept: string]> {
  let now = kept;
  vi.stubGlobal('fetch', async () => answer);
  const ask = askKept({
    read: async () => now,
    write: async (_, each) => void (now = each),
    answered: () => undefined,
  });
  const text = await (await ask('tasks', 'http://a.test/tasks', {})).text();
  return [text, now?.text ?? ''];
}

test.each([['<html>Please sign in</html>'], ['{"items":[2'], ['']])(
  'an answer of 200 that is a gateway’s page or half of one (%s) does not take the place of what is kept',
  async (text) => {
    expect(await asked(new Response(text), KEPT)).toEqual([KEPT.text, KEPT.text]);
    await expect(asked(new Response(text), null)).rejects.toThrow();
  },
);

test('an answer that breaks off leaves what is kept; a whole one takes its place', async () => {
  const broken = new ReadableStream({ start: (line) => line.error(new TypeError('network error')) });
  expect(await asked(new Response(broken), KEPT)).toEqual([KEPT.text, KEPT.text]);
  expect(await asked(new Response('{"items":[2]}'), KEPT)).toEqual(['{"items":[2]}', '{"items":[2]}']);
});
