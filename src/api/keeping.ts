/** Asks one question, of the server or of what is kept. */
export type AskKept = (
  question: string,
  input: RequestInfo | URL,
  init: RequestInit | undefined,
) => Promise<Response>;

let keeper: Promise<AskKept | null> = Promise.resolve(null);

/** From now on the questions named with `keeping` are answered from this device when the server cannot be reached. */
export function keepAnswers(by: Promise<AskKept>): void {
  // A browser that opens no database works as one that keeps nothing.
  keeper = by.catch(() => null);
}

/**
 * A `fetch` for one question of the person signed in, whatever moving times its address holds: the server's answer, which is kept;
 * without network the kept one (`askKept`). As plain `fetch` on pages that keep nothing.
 */
export function keeping(question: string): typeof fetch {
  return async (input, init) => {
    const ask = await keeper;
    return ask ? ask(question, input, init) : fetch(input, init);
  };
}
