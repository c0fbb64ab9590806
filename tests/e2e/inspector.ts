import { expect, type Page } from '@playwright/test';
import { cameraPicture } from './picture.ts';
import { text } from './text.ts';

/** What an inspector does with the tablet. */
export class Inspector {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async acceptsTheTask(): Promise<void> {
    await this.page.locator('[data-action="accept"]').click({ timeout: 30_000 });
    await this.page.locator('[data-action="start"]').click();
  }

  /** Photographs a problem of the likeliest category and puts it right at once, or leaves it to be assigned. */
  async records(handling: 'on_spot' | 'to_assign', note = ''): Promise<void> {
    await this.page.locator('[data-action="found"]').click();
    await this.page.locator('input[name="before"]').setInputFiles(cameraPicture(7));
    await this.page.locator('[data-category]').first().click();
    await this.page.locator(`[data-handling="${handling}"]`).click();
    if (handling === 'on_spot')
      await this.page.locator('input[name="after"]').setInputFiles(cameraPicture(11));
    await expect(this.page.locator('img[src^="blob:"]')).toHaveCount(handling === 'on_spot' ? 2 : 1);
    await expect(this.page.getByText('（≤ 50）').first()).toBeVisible();
    if (note !== '') await this.page.getByLabel(text('inspect_note'), { exact: true }).fill(note);
    await this.page.locator('[data-action="save-finding"]').click();
    await expect(this.page.locator('[data-action="save-finding"]')).toBeHidden();
  }

  /** Goes through the form and finds nothing. */
  async findsNothing(): Promise<void> {
    await this.page.locator('[data-action="check"]').click();
    const save = this.page.locator('[data-action="save-nothing"]');
    await expect(this.page.getByText('（≤ 50）').first()).toBeVisible();
    await save.click();
    await expect(save).toBeHidden();
  }

  async finishesTheTask(): Promise<void> {
    await this.page.locator('[data-action="finish"]').click();
  }

  /** Titles of the stops in the order of the list. */
  async stops(): Promise<string[]> {
    return this.page.locator('[data-screen="inspect"] ol li b').allTextContents();
  }

  /** Everything was taken by the server, nothing needs a hand. */
  async hasSentEverything(): Promise<void> {
    const bar = this.page.locator('footer[data-waiting]');
    await expect(bar).toHaveAttribute('data-waiting', '0', { timeout: 30_000 });
    await expect(bar).toHaveAttribute('data-refused', '0');
    await expect(
      this.page.getByText(new RegExp(text('inspect_outbox_confirmed', { clock: '' }).trim())),
    ).toBeVisible();
  }
}
