import { expect, type Locator, type Page } from '@playwright/test';
import { text } from './text.ts';

/** What people do with the steps of the ladder: at the board, and over a case. */
export class LadderDesk {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async opensBoard(): Promise<void> {
    await this.page.goto('/escalation');
    await expect(this.page.locator('[data-escalation="ready"]')).toBeVisible();
  }

  /** One tab of the screen, without loading it again. */
  async turnsTo(tab: 'board' | 'figures'): Promise<void> {
    const name = text(`escalation_tab_${tab}`);
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  /** Of what waits for a decision, one form alone. */
  async looksOnlyAt(form: string): Promise<void> {
    await this.page.getByLabel(text('escalation_proposed_filter'), { exact: true }).selectOption(form);
  }

  card(step: unknown, column: string): Locator {
    return this.page.locator(`[data-column="${column}"] [data-step="${String(step)}"]`);
  }

  async opensStep(step: unknown, column: string): Promise<void> {
    await this.card(step, column).click();
    await expect(this.page.locator(`[data-step-dialog="${String(step)}"]`)).toBeVisible();
  }

  /** Begins a step over a case, of his own accord. */
  async takesStep(problem: string, rung: string): Promise<void> {
    if (!this.page.url().endsWith(problem)) await this.page.goto(`/cases/${problem}`);
    await this.page.getByRole('button', { name: text('escalation_open'), exact: true }).click();
    await this.dialog.getByLabel(text('escalation_field_rung'), { exact: true }).selectOption(rung);
  }

  /** Rungs that are offered to whoever has begun a step. */
  async rungs(): Promise<string[]> {
    const options = this.dialog.getByLabel(text('escalation_field_rung'), { exact: true }).locator('option');
    return options.evaluateAll((each) => each.map((one) => one.getAttribute('value') ?? ''));
  }

  async writes(key: string, words: string): Promise<void> {
    await this.dialog.getByLabel(text(key), { exact: true }).fill(words);
  }

  async chooses(key: string, words: string): Promise<void> {
    await this.dialog.getByLabel(text(key), { exact: true }).selectOption({ label: words });
  }

  async puts(phrase: string): Promise<void> {
    await this.dialog.getByRole('button', { name: text(phrase), exact: true }).click();
  }

  /** Presses what the dialog is for, and is refused or told what is left. */
  async triesTo(key: string): Promise<void> {
    await this.button(key).click();
  }

  async does(key: string): Promise<void> {
    const dialog = this.dialog;
    await this.button(key).click();
    await expect(dialog).toHaveCount(0);
  }

  async isTold(words: string): Promise<void> {
    await expect(this.dialog.getByRole('alert')).toContainText(words);
  }

  async mayNot(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await expect(this.button(key), key).toHaveCount(0);
  }

  async closes(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.dialog).toHaveCount(0);
  }

  get dialog(): Locator {
    return this.page.locator('[role="dialog"]');
  }

  /** Lines of the ladder on the page of a case. */
  get onCase(): Locator {
    return this.page.locator('[data-case-escalation] li');
  }

  /** Money that stands in the figures behind a unit or a law. */
  figure(list: 'accounts' | 'laws', words: string): Locator {
    return this.page.locator(`[data-${list}] li`).filter({ hasText: words }).locator('b');
  }

  private button(key: string): Locator {
    return this.dialog.getByRole('button', { name: text(key), exact: true });
  }
}
