import { expect, type Page } from '@playwright/test';
import { text } from './text.ts';

/** What a leader reads and follows up. */
export class Leader {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Found, on the spot and assigned, as the screen shows them. */
  async totals(): Promise<{ found: number; onSpot: number; assigned: number }> {
    return {
      found: await this.total('lead_problems'),
      onSpot: await this.total('lead_on_spot'),
      assigned: await this.total('lead_assigned'),
    };
  }

  /** Waits until a total has a value; the screen brings it by itself. */
  async seesTotal(key: 'lead_problems' | 'lead_on_spot', value: number): Promise<void> {
    await expect.poll(() => this.total(key), { timeout: 60_000 }).toBe(value);
  }

  async seesThatTotalsAgree(): Promise<void> {
    await expect(this.page.locator('[data-agree]')).toHaveAttribute('data-agree', 'true');
  }

  /** Goes from the number through to the newest case behind it, and reads what the finder wrote. */
  async followsTheNewestOnSpotCase(note: string): Promise<void> {
    await this.page.locator(`[data-total="${text('lead_on_spot')}"]`).click();
    await this.page.locator('li button').filter({ hasText: 'WT-' }).first().click();
    await expect(this.page.getByText(note).first()).toBeVisible();
  }

  private async total(key: string): Promise<number> {
    const shown = await this.page.locator(`[data-total="${text(key)}"]`).textContent();
    return Number((shown ?? '').replace(/\D/g, ''));
  }
}
