import { failureWords } from '../cases/case-words.ts';

/** One thing done at a time: busy while it runs, afterwards why it failed. */
export class Attempt {
  busy = $state(false);
  failure = $state('');

  /** Does `work`, then `after`; what fails is said in words. Nothing happens while something else runs. */
  async run(work: () => Promise<unknown>, after?: () => void): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failure = '';
    try {
      await work();
      after?.();
    } catch (error) {
      this.failure = failureWords(error);
    }
    this.busy = false;
  }
}
