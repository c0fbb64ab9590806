import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import type { City } from '../../src/cli/throw-away-city.mjs';
import type { Role } from '../../src/core/roles.ts';
import { test as withCity } from './server.ts';
import { text } from './text.ts';

/** What opens over a page. */
export const DIALOG = '[role="dialog"]';

/** One person at one screen. Specs speak of the trade's actions; only this file knows how the page is made. */
export class Driver {
  /** What the page complained about: errors, blocked and off-origin requests. */
  readonly complaints: string[] = [];
  readonly page: Page;
  private readonly city: City;

  constructor(page: Page, city: City) {
    this.page = page;
    this.city = city;
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`page: ${error.message}`));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.origin !== city.url)
        this.complaints.push(`off-origin: ${url.href}`);
    });
  }

  /** Signs in with the demo account of a role and waits for the role's home. */
  async signIn(role: Role): Promise<void> {
    const account = this.city.accounts.find((each) => each.role === role);
    if (!account) throw new Error(`no demo account for ${role}`);
    await this.page.goto('/sign-in');
    await this.page.getByLabel(text('app_email')).fill(account.email);
    await this.page.getByLabel(text('app_password'), { exact: true }).fill(account.password);
    await this.page.getByRole('button', { name: text('app_sign_in'), exact: true }).click();
    await expect(this.page).not.toHaveURL(/sign-in|\/$/);
  }

  async open(path: string): Promise<void> {
    await this.page.goto(path);
  }

  /** Waits until the map has drawn everything it was asked for. */
  async mapIsDrawn(): Promise<void> {
    await expect(this.page.locator('[data-map-idle="true"]').first()).toBeVisible({ timeout: 30_000 });
  }

  /** The zone lies on the map, and the map has come to rest on it. */
  async zoneIsDrawn(): Promise<void> {
    await expect(this.page.locator('[data-map-idle="true"][data-zone-rev]')).toBeVisible({ timeout: 30_000 });
  }

  async sees(words: string | RegExp): Promise<void> {
    await expect(this.page.getByText(words).first()).toBeVisible();
  }

  /** Keeps a picture that people look at. */
  async picture(name: string): Promise<void> {
    await this.page.screenshot({ path: `test-results/pictures/${name}.png` });
  }

  /** Puts on a theme as a person's choice, and waits until its colours are there. */
  async wears(theme: 'light' | 'dark' | 'wall' | 'sunlight'): Promise<void> {
    await this.page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme);
    await this.page.waitForTimeout(300);
  }

  /** The page shows what it is for: it waits for nothing, and says that it is shut or unknown only where it is. */
  async hasArrived({ route, isShut = false }: { route: string; isShut?: boolean }): Promise<void> {
    // The gallery shows a list that loads for ever.
    if (route !== '/gallery') await expect(this.page.locator('.skeleton'), route).toHaveCount(0);
    const count = (words: string): Promise<number> => this.page.getByText(words).count();
    expect(await count(text('app_no_right')), route).toBe(isShut ? 1 : 0);
    expect(await count(text('app_not_found')), route).toBe(route === '*' ? 1 : 0);
  }

  /** What a person may do next with the case that is shown. */
  async steps(): Promise<string[]> {
    return this.page
      .locator('[data-step-list] [data-action]')
      .evaluateAll((each) => each.map((button) => button.getAttribute('data-action') ?? ''));
  }

  /** Opens a dialog by what is clicked, or by a key as `key:?`; waits until it is there. */
  async opensDialog(by: string): Promise<void> {
    if (by.startsWith('key:')) await this.page.keyboard.press(by.slice(4));
    else await this.page.locator(by).first().click();
    await this.dialog.waitFor();
  }

  /** Closes the dialog without doing what it is for. */
  async closesDialog(): Promise<void> {
    await this.page.keyboard.press('Escape');
    const discard = this.page.locator('[data-action="discard"]');
    await expect(this.dialog.or(discard).first())
      .toBeHidden({ timeout: 2_000 })
      .catch(() => discard.click());
    await expect(this.dialog).toHaveCount(0);
  }

  private get dialog(): Locator {
    return this.page.locator(DIALOG);
  }

  /**
   * Violations of WCAG that axe calls serious or critical, as `rule: first element`. `whole` false = only those of colour, for a page
   * that was looked at in another theme; `within` = a part of the page.
   */
  async seriousBarriers({ whole = true, within }: { whole?: boolean; within?: string } = {}): Promise<
    string[]
  > {
    // There are no frames to look into, and without them no page of axe's own is opened.
    const axe = new AxeBuilder({ page: this.page }).setLegacyMode(true);
    if (!whole) axe.withRules(['color-contrast', 'link-in-text-block']);
    if (within) axe.include(within);
    const { violations } = await axe.analyze();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .map((each) => String(each.target))
            .slice(0, 3)
            .join(' and ')}`,
      );
  }
}

interface Fixtures {
  /** The person at the test's own page. */
  readonly driver: Driver;
}

export const test = withCity.extend<Fixtures>({
  driver: async ({ page, city }, use) => {
    await use(new Driver(page, city));
  },
});
export { expect };
