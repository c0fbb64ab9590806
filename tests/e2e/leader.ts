import { expect, type Page } from '@playwright/test';
import { text } from './text.ts';

export interface Totals {
  readonly found: number;
  readonly onSpot: number;
  readonly assigned: number;
  readonly undecided: number;
}

/** What a leader reads and follows up. */
export class Leader {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Found, on the spot, assigned and undecided as the screen shows them at one moment. */
  async totals(): Promise<Totals> {
    const shown = await this.page
      .locator('[data-total]')
      .evaluateAll((figures) =>
        figures.map((each) => [each.getAttribute('data-total'), each.textContent] as const),
      );
    const figure = (key: string): number =>
      number(shown.find(([word]) => word === text(key))?.[1] ?? (key === 'lead_undecided' ? '0' : ''));
    return {
      found: figure('lead_problems'),
      onSpot: figure('lead_on_spot'),
      assigned: figure('lead_assigned'),
      // Its term is there only while there are any.
      undecided: figure('lead_undecided'),
    };
  }

  /** First and last day of the window that is looked at, as days from the slider's beginning. */
  async window(): Promise<readonly [number, number]> {
    const day = async (key: string): Promise<number> =>
      Number(
        await this.page.getByRole('slider', { name: text(key), exact: true }).getAttribute('aria-valuenow'),
      );
    return [await day('lead_handle_from'), await day('lead_handle_until')];
  }

  async plays(): Promise<void> {
    await this.page.getByRole('button', { name: text('lead_play'), exact: true }).click();
  }

  async pauses(): Promise<void> {
    await this.page.getByRole('button', { name: text('lead_pause'), exact: true }).click();
  }

  async draws(layer: 'heat' | 'clusters'): Promise<void> {
    await this.page.getByRole('button', { name: text(`lead_layer_${layer}`), exact: true }).click();
    await expect(
      this.page.getByRole('button', { name: text(`lead_layer_${layer}`), exact: true }),
    ).toHaveAttribute('aria-pressed', 'true');
  }

  /** Problems that the map shows, as its layer switch counts them. */
  async countOnMap(): Promise<number> {
    await this.page.getByRole('button', { name: text('map_layers'), exact: true }).click();
    const row = this.page.locator('.switch label').filter({ hasText: text('lead_layer_problems') });
    const shown = await row.textContent();
    await this.page.keyboard.press('Escape');
    return number(shown ?? '');
  }

  /** The screen by a link that looks at a place from near. */
  async looksAt(place: { readonly lng: number; readonly lat: number }, more: string): Promise<void> {
    const { lng, lat } = place;
    const extent = [lng - 0.004, lat - 0.002, lng + 0.004, lat + 0.002].map((each) => each.toFixed(6));
    await this.page.goto(`/lead?at=${extent.join(',')}&${more}`);
  }

  async clicksTheMiddle(): Promise<void> {
    const box = (await this.page.locator('canvas.maplibregl-canvas').first().boundingBox())!;
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** Goes over the map until the hand says that something can be pressed there, and presses it. */
  async pressesAMark(): Promise<void> {
    const canvas = this.page.locator('canvas.maplibregl-canvas').first();
    const box = (await canvas.boundingBox())!;
    for (let y = 0.3; y < 0.75; y += 0.04)
      for (let x = 0.3; x < 0.75; x += 0.02) {
        await this.page.mouse.move(box.x + box.width * x, box.y + box.height * y);
        if ((await canvas.evaluate((each: HTMLElement) => each.style.cursor)) !== 'pointer') continue;
        await this.page.mouse.down();
        await this.page.mouse.up();
        return;
      }
    throw new Error('nothing on the map can be pressed');
  }

  /** Numbers of the cases in the list, and how many there are of them. */
  async listed(): Promise<{ readonly count: number; readonly rows: readonly string[] }> {
    const list = this.page.getByRole('region', { name: text('lead_list') });
    await expect(list.locator('header')).toContainText(text('lead_list_place'));
    await expect(list.locator('li').first()).toBeVisible();
    const head = (await list.locator('header').textContent()) ?? '';
    const rows = await list.locator('li').allTextContents();
    return { count: number(head), rows: rows.map((each) => /WT-[\d-]+/.exec(each)?.[0] ?? '') };
  }

  async opensListed(no: string): Promise<void> {
    await this.page
      .getByRole('region', { name: text('lead_list') })
      .locator('li button')
      .filter({ hasText: no })
      .click();
    await expect(this.page.getByRole('region', { name: text('lead_case'), exact: true })).toContainText(no);
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
    return number((await this.page.locator(`[data-total="${text(key)}"]`).textContent()) ?? '');
  }
}

/** "3,170" is 3170; what holds no digit is NaN. */
function number(shown: string): number {
  return Number.parseInt(shown.replace(/\D/g, ''), 10);
}
