import { expect, type Locator, type Page } from '@playwright/test';
import { text } from './text.ts';

/** What a dispatcher does at the desk. */
export class Dispatcher {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Name of the station that a suggestion asks to look upwind of. */
  async seesSuggestionFor(station: string): Promise<void> {
    await expect(this.page.locator('[data-suggestion]')).toContainText(station, { timeout: 30_000 });
  }

  async opensZoneOf(code: string): Promise<void> {
    const row = this.page.locator(`[data-station="${code}"]`);
    if ((await row.getAttribute('aria-pressed')) !== 'true') await row.click();
    await expect(this.page.locator('[data-suspect]').first()).toBeVisible({ timeout: 30_000 });
  }

  /** Codes of the suspects in the order of the list. */
  async suspects(): Promise<string[]> {
    return this.page
      .locator('[data-suspect]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-suspect') ?? ''));
  }

  async picksOnly(code: string): Promise<void> {
    for (const row of await this.page.locator('[data-suspect]').all()) {
      const box = row.getByRole('checkbox');
      const wanted = (await row.getAttribute('data-suspect')) === code;
      if ((await box.isChecked()) !== wanted) await row.locator('label, [role="checkbox"]').first().click();
    }
  }

  async picksNone(): Promise<void> {
    for (const row of await this.page.locator('[data-suspect]').all()) {
      if (await row.getByRole('checkbox').isChecked())
        await row.locator('label, [role="checkbox"]').first().click();
    }
  }

  /** Codes of the chosen suspects in the order of the list. */
  async picked(): Promise<string[]> {
    const rows = await this.page.locator('[data-suspect]').all();
    const codes = await Promise.all(
      rows.map(async (row) =>
        (await row.getByRole('checkbox').isChecked()) ? await row.getAttribute('data-suspect') : null,
      ),
    );
    return codes.filter((each) => each !== null);
  }

  async sendsTo(group: string): Promise<void> {
    const groups = this.page.getByLabel(text('dispatch_group'));
    const option = groups.locator('option').filter({ hasText: group });
    await groups.selectOption((await option.getAttribute('value')) ?? '');
    await this.page.locator('[data-action="send"]').click();
    await expect(this.page.getByRole('button', { name: text('dispatch_undo') })).toBeVisible();
  }

  async takesItBack(): Promise<void> {
    await this.page.getByRole('button', { name: text('dispatch_undo') }).click();
    await this.page.getByText(text('dispatch_undone')).waitFor();
  }

  async seesTaskIn(state: string): Promise<void> {
    await expect(this.page.locator(`[data-task][data-state="${state}"]`).first()).toBeVisible({
      timeout: 30_000,
    });
  }

  async seesTheWindTurned(): Promise<void> {
    await expect(this.page.locator('[data-shift]')).toBeVisible({ timeout: 60_000 });
  }

  async resendsByTheNewZone(): Promise<void> {
    const show = this.page.locator('[data-shift]').getByRole('button', { name: text('dispatch_shift_new') });
    if (await show.isVisible()) await show.click();
    await this.page.locator('[data-action="resend"]').click({ timeout: 30_000 });
    await expect(this.page.locator('[data-shift]')).toBeHidden({ timeout: 30_000 });
  }

  /** Keeps the old zone with a reason of one's own. */
  async keepsTheOldZone(reason: string): Promise<void> {
    await this.page.locator('[data-shift] [data-action="keep"]').click();
    await this.page.getByRole('textbox', { name: text('dispatch_shift_keep_title') }).fill(reason);
    await this.page.locator('[data-action="keep-confirm"]').click();
    await expect(this.page.locator('[data-shift]')).toBeHidden({ timeout: 30_000 });
  }

  /** Opens the report of the newest task in a state. */
  async opensReportOf(state: string): Promise<void> {
    await this.page.locator(`[data-task][data-state="${state}"]`).first().click();
    await this.page.locator('[data-report]').waitFor();
  }

  /** The wind panel's words: direction and degrees. */
  async wind(): Promise<string> {
    return (await this.page.locator('[data-wind-words]').textContent()) ?? '';
  }

  /** Counts zones up; a later one is another zone. */
  async zoneRev(): Promise<number> {
    return Number(await this.page.locator('[data-screen="dispatch"]').getAttribute('data-zone-rev'));
  }

  /** Suspects in the list with their angle off the wind's axis, as the page says it: 正对来风, 偏轴左 11°; NaN where it says none. */
  async sidesOfSuspects(): Promise<{ code: string; offDeg: number }[]> {
    const onAxis = text('upwind_reason_on_axis');
    return this.page.locator('[data-suspect]').evaluateAll(
      (rows, straight) =>
        rows.map((row) => {
          const said = row.textContent ?? '';
          const off = /(\d+)°/.exec(said)?.[1];
          return {
            code: row.getAttribute('data-suspect') ?? '',
            offDeg: off !== undefined ? Number(off) : said.includes(straight) ? 0 : NaN,
          };
        }),
      onAxis,
    );
  }

  /** The zone that lies on the map: its kind ('none' = nothing) and the degrees its wind comes from. */
  async drawnZone(): Promise<{ shape: string | null; axis: number | null }> {
    const map = this.page.locator('[data-map-idle]').first();
    const axis = await map.getAttribute('data-zone-axis');
    return { shape: await map.getAttribute('data-zone-shape'), axis: axis ? Number(axis) : null };
  }

  /** Tries a wind from `from` degrees in place of the measured one. */
  async triesWind(from: number): Promise<void> {
    await this.page.getByRole('button', { name: text('dispatch_whatif'), exact: true }).click();
    await this.page.getByRole('slider', { name: text('dispatch_whatif_from') }).fill(String(from));
    await expect(this.page.locator('[data-preview="what-if"]')).toBeVisible();
  }

  /** The hour's value on a station's card, µg/m³; NaN where it shows none. */
  async valueOf(code: string): Promise<number> {
    return Number.parseInt(
      (await this.page.locator(`[data-station="${code}"] .figure b`).textContent()) ?? '',
      10,
    );
  }

  /** Takes the timeline's cursor to a share of its length, 0 = its beginning; answers the moment, epoch ms. */
  async scrubsTo(share: number): Promise<number> {
    const timeline = this.page.getByRole('slider', { name: text('ui_timeline') });
    const box = (await timeline.boundingBox())!;
    await this.page.mouse.click(box.x + box.width * share, box.y + box.height / 2);
    await expect(this.page.locator('[data-stations="past"]')).toBeVisible();
    return Number(await timeline.getAttribute('aria-valuenow'));
  }

  async goesLive(): Promise<void> {
    await this.page
      .getByRole('button', { name: text('dispatch_back_live') })
      .first()
      .click();
  }

  /** The card that stands open on the map. */
  card(code: string): Locator {
    return this.page.locator(`[data-source-card="${code}"]`);
  }

  async opensCardOf(source: string): Promise<void> {
    const address = new URL(this.page.url());
    address.searchParams.set('source', source);
    await this.page.goto(address.href);
    await this.page.locator('[data-source-card]').waitFor();
  }

  async opensReport(task: string): Promise<void> {
    await this.page.locator(`[data-task="${task}"]`).first().click();
    await this.page.locator(`[data-report="${task}"]`).waitFor();
  }

  /** The desk by a link that looks at one place, from near; what stands there is in the middle of the map. */
  async looksAt({ lng, lat }: { readonly lng: number; readonly lat: number }): Promise<void> {
    const extent = [lng - 0.004, lat - 0.002, lng + 0.004, lat + 0.002].map((each) => each.toFixed(6));
    await this.page.goto(`/dispatch?map=${extent.join(',')}`);
  }

  /** Clicks what the map shows in its middle; nothing happens where it shows nothing. */
  async clicksTheMiddle(): Promise<void> {
    const box = (await this.page.locator('canvas.maplibregl-canvas').first().boundingBox())!;
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  async opensLayers(): Promise<void> {
    await this.page.getByRole('button', { name: text('map_layers'), exact: true }).click();
  }

  async togglesLayer(layer: string): Promise<void> {
    await this.page
      .locator('.switch label')
      .filter({ hasText: text(`trade_layer_${layer}`) })
      .click();
  }

  async layerIsShown(layer: string): Promise<boolean> {
    const row = this.page.locator('.switch label').filter({ hasText: text(`trade_layer_${layer}`) });
    return row.locator('input, [role="checkbox"]').first().isChecked();
  }

  async togglesExtra(key: string): Promise<void> {
    await this.page
      .locator('.switch label')
      .filter({ hasText: text(key) })
      .click();
  }

  /** The card of the likeliest suspect, through the address as the search gives it. */
  async opensCardOfFirstSuspect(): Promise<void> {
    const source = await this.page.locator('[data-suspect]').first().getAttribute('data-source');
    await this.opensCardOf(source ?? '');
  }
}
