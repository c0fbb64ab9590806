import { expect, type Locator, type Page } from '@playwright/test';

/** Farther than this no one tabs. */
const MOST_STEPS = 80;

/** Moves the focus with Tab, forwards or back, until it is on `target`. Throws when it is not reached. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target.first()).toBeAttached();
  for (let step = 0; step < MOST_STEPS; step++) {
    if (await target.first().evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${MOST_STEPS} tabs did not reach ${String(target)}`);
}
