import { expect, type Page } from '@playwright/test';

/** Nothing ran, nothing was built from the strings, and the policy had nothing to stop. */
export async function isOnlyText(page: Page, complaints: readonly string[], where: string): Promise<void> {
  const found = await page.evaluate(() => ({
    ran: (window as unknown as { ran?: number }).ran ?? 0,
    built: document.querySelectorAll('img[src="nowhere"], svg[onload], [onerror]').length,
  }));
  expect(found, where).toEqual({ ran: 0, built: 0 });
  expect(
    complaints.filter((each) => /Content Security Policy|nowhere|page:/.test(each)),
    where,
  ).toEqual([]);
}
