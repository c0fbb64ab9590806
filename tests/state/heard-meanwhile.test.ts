import { expect, test } from 'vitest';
import { HeardMeanwhile } from '../../src/state/heard-meanwhile.ts';

test('what was heard while an answer was on its way comes with it, in order; earlier and later messages do not', async () => {
  const meanwhile = new HeardMeanwhile<number>();
  meanwhile.hear(1);
  let resolve = (_rows: string) => {};
  const promise = new Promise<string>((settle) => (resolve = settle));
  const first = meanwhile.during(() => promise);
  meanwhile.hear(2);
  const second = meanwhile.during(() => promise);
  meanwhile.hear(3);
  resolve('rows');
  expect(await first).toEqual({ answer: 'rows', heard: [2, 3] });
  meanwhile.hear(4);
  expect(await second).toEqual({ answer: 'rows', heard: [3] });
});

test('a failed request leaves nothing behind', async () => {
  const meanwhile = new HeardMeanwhile<number>();
  await expect(meanwhile.during(() => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
  const { heard } = await meanwhile.during(() => Promise.resolve(0));
  expect(heard).toEqual([]);
});
