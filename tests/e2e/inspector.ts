import { expect, type Locator, type Page } from '@playwright/test';
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

  /** Photographs a problem of the likeliest category and puts it right at once, or leaves it to be assigned; `meanwhile` comes between the pictures and saving. */
  async records(
    handling: 'on_spot' | 'to_assign',
    note = '',
    meanwhile?: () => Promise<void>,
  ): Promise<void> {
    await this.recordsPoint(handling, note, 0, meanwhile);
    await this.endsVisit();
  }

  /** One point of a visit that goes on. `category` = its place in the list, 0-based. */
  async recordsPoint(
    handling: 'on_spot' | 'to_assign',
    note = '',
    category = 0,
    meanwhile?: () => Promise<void>,
  ): Promise<void> {
    await this.page.locator('[data-action="found"]').click();
    await this.page.locator('input[name="before"]').setInputFiles(cameraPicture(7));
    await this.page.locator('[data-category]').nth(category).click();
    await this.page.locator(`[data-handling="${handling}"]`).click();
    if (handling === 'on_spot')
      await this.page.locator('input[name="after"]').setInputFiles(cameraPicture(11));
    await expect(this.page.locator('img[src^="blob:"]')).toHaveCount(handling === 'on_spot' ? 2 : 1);
    await expect(this.page.getByText('（≤ 50）').first()).toBeVisible();
    if (note !== '') await this.page.getByLabel(text('inspect_note'), { exact: true }).fill(note);
    await meanwhile?.();
    await this.page.locator('[data-action="save-finding"]').click();
    await expect(this.page.locator('[data-action="save-finding"]')).toBeHidden();
  }

  /** How many problems the visit that goes on at the stop has brought, as the tablet says. */
  async hasFound(points: number): Promise<void> {
    await expect(this.page.getByText(text('inspect_visit_points', { count: points }))).toBeVisible();
    await expect(this.page.locator('[data-visit]')).toHaveAttribute('data-points', String(points));
  }

  async endsVisit(): Promise<void> {
    await this.page.locator('[data-action="end-visit"]').click();
    await expect(this.page.locator('[data-action="end-visit"]')).toBeHidden();
  }

  /** Chooses how the place is inspected, in the sheet that is open. */
  async choosesMode(mode: 'regular' | 'irregular' | 'spot' | 'covert' | 'urged'): Promise<void> {
    const choice = this.page.getByRole('group', { name: text('inspect_mode'), exact: true });
    await choice.getByRole('button', { name: text(`trade_mode_${mode}`), exact: true }).click();
  }

  /** Says that staff kept him out: who saw it, and that the police were asked. */
  async isKeptOut(note: string, witness: string): Promise<void> {
    await this.opensOther('inspect_obstructed');
    await this.page.getByLabel(text('inspect_other_note')).fill(note);
    await this.page.locator('[data-action="save-other"]').click();
    await expect(this.page.getByText(text('inspect_witness_missing'))).toBeVisible();
    await this.page.getByLabel(text('inspect_witness'), { exact: true }).fill(witness);
    await this.page.getByText(text('inspect_police')).click();
    await this.savesOther();
  }

  /** Explains the law; at a stop where nothing is going on `opened` says that the sheet is open already. */
  async explainsTheLaw(whom: string, people: number, topic: string, opened = false): Promise<void> {
    if (!opened) await this.opensOther('inspect_education');
    await this.page.getByLabel(text('inspect_talk_whom'), { exact: true }).fill(whom);
    await this.page.getByLabel(text('inspect_talk_people'), { exact: true }).fill(String(people));
    await this.page.getByLabel(text('inspect_talk_topic'), { exact: true }).fill(topic);
    await this.savesOther();
  }

  async opensOther(outcome: 'inspect_locked' | 'inspect_obstructed' | 'inspect_education'): Promise<void> {
    await this.page.locator('[data-action="other"]').click();
    const choice = this.page.getByRole('group', { name: text('inspect_other_title'), exact: true });
    await choice.getByRole('button', { name: text(outcome), exact: true }).click();
  }

  async savesOther(): Promise<void> {
    const save = this.page.locator('[data-action="save-other"]');
    if (await this.page.locator('[role="dialog"] [data-place]').isVisible())
      await expect(this.page.getByText('（≤ 50）').first()).toBeVisible();
    await save.click();
    await expect(save).toBeHidden();
  }

  /** Goes through the form and finds nothing. */
  async findsNothing(): Promise<void> {
    await this.page.locator('[data-action="check"]').click();
    const save = this.page.locator('[data-action="save-nothing"]');
    await expect(this.page.getByText('（≤ 50）').first()).toBeVisible();
    // Whoever stands far off says what it rests on.
    const why = this.page.getByLabel(text('inspect_far_why'));
    if (await why.isVisible()) await why.fill('视频核过');
    await save.click();
    await expect(save).toBeHidden();
  }

  /** Says of the cell that one stands in that there was nothing to record. */
  async walksThrough(cell: string): Promise<void> {
    const row = this.page.locator(`[data-cell="${cell}"]`);
    await row.locator('[data-action="walked"]').click();
    await expect(row).toHaveAttribute('data-walked', 'true');
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
    // Both at once: what is sent again stops being refused before it has arrived.
    await expect(this.page.locator('footer[data-waiting="0"][data-refused="0"]')).toBeVisible({
      timeout: 60_000,
    });
    await expect(
      this.page
        .locator('footer')
        .getByText(new RegExp(text('inspect_outbox_confirmed', { clock: '' }).trim())),
    ).toBeVisible();
  }

  /** The whole app and what the tablet asked for lie on the device. */
  async isKeptOnTheDevice(): Promise<void> {
    await this.page.evaluate(() => navigator.serviceWorker.ready);
    await expect(this.page.locator('header [data-package="true"]')).toBeVisible();
    await this.page.waitForFunction(
      async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated',
    );
  }

  /** The tablet says that it shows what it knew before, and of when that is. */
  async worksFromWhatIsKept(): Promise<void> {
    await expect(this.page.locator('header [data-kept]')).toBeVisible();
  }

  /** Taps a place on the map and puts what is there into the register, by its place only. */
  async registersUnnamedSource(): Promise<void> {
    await this.page.locator('[data-action="place"]').click();
    await this.page
      .locator('.map canvas')
      .first()
      .click({ position: { x: 380, y: 330 } });
    await this.page.locator('[data-action="register"]').click();
    await expect(this.page.locator('[data-met]')).toBeVisible();
  }

  async readsHandheld(value: string, device: string): Promise<void> {
    await this.page.locator('[data-action="handheld"]').click();
    await this.page.getByLabel(text('inspect_handheld_device')).fill(device);
    await this.typesHandheld(value);
  }

  async typesHandheld(value: string): Promise<void> {
    await expect(this.page.getByText('（≤ 50）').first()).toBeVisible();
    await this.page.getByLabel(text('inspect_handheld_value')).fill(value);
    await this.page.locator('[data-action="save-handheld"]').click();
  }

  /** Picks a stop by its place in the list, 0-based. */
  async picksStop(index: number): Promise<void> {
    await this.page.locator('.list ol > li > button').nth(index).click();
  }

  /** A stop by its place in the list, 0-based; the one that is on is marked. */
  stop(index: number): Locator {
    return this.page.locator('.list ol > li').nth(index);
  }

  /** Brings the map to where the device is. */
  async looksAtItself(): Promise<void> {
    await this.page.getByRole('button', { name: text('inspect_locate'), exact: true }).click();
    await this.page.waitForTimeout(700);
  }

  async tapsTheMiddle(): Promise<void> {
    const box = (await this.page.locator('.map canvas').first().boundingBox())!;
    await this.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  }

  /** Opens the form of the picked stop and closes it; answers which form it was. */
  async opensForm(): Promise<string> {
    await this.page.locator('[data-action="check"]').click();
    const form = this.page.locator('[data-form]');
    const name = (await form.getAttribute('data-form')) ?? '';
    await this.page.keyboard.press('Escape');
    await expect(form).toBeHidden();
    return name;
  }

  /** Photographs a problem and chooses its category, without saving. */
  async begins(): Promise<void> {
    await this.page.locator('[data-action="found"]').click();
    await this.page.locator('input[name="before"]').setInputFiles(cameraPicture(5));
    await expect(this.page.locator('img[src^="blob:"]')).toHaveCount(1);
    await this.page.locator('[data-category]').first().click();
  }

  /** Closing asks first when something could be lost. */
  async leavesWithDraft(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.page.getByText(text('inspect_discard'))).toBeVisible();
    await this.page.locator('[data-action="keep"]').click();
    await expect(this.page.locator('[data-action="save-finding"]')).toBeHidden();
  }

  async findsItsDraft(): Promise<void> {
    await this.page.locator('[data-action="found"]').click();
    await expect(this.page.locator('img[src^="blob:"]')).toHaveCount(1);
    await expect(this.page.locator('[data-category][aria-checked="true"]')).toHaveCount(1);
  }

  async saves(): Promise<void> {
    await expect(this.page.getByText('（≤ 50）').first()).toBeVisible();
    await this.page.locator('[data-action="save-finding"]').click();
    await expect(this.page.locator('[data-action="save-finding"]')).toBeHidden();
  }

  /** What waits, what needs a hand, what has arrived. */
  async opensOutbox(): Promise<void> {
    await this.page.locator('[data-action="outbox"]').click();
    await expect(this.page.locator('[data-item]').first()).toBeVisible();
  }

  /** Takes what the server refused back into its form. */
  async takesBack(): Promise<void> {
    await this.page.locator('[data-action="take-back"]').click();
    await expect(this.page.locator('[data-action="save-finding"]')).toBeVisible();
  }

  /** One more picture of the problem. */
  async photographs(seed: number): Promise<void> {
    const pictures = this.page.locator('.photo ul li');
    const before = await pictures.count();
    await this.page.locator('input[name="before"]').setInputFiles(cameraPicture(seed));
    await expect(pictures).not.toHaveCount(before);
  }

  /** Goes somewhere else, and waits until the device knows. */
  async goesTo({ lng, lat }: { readonly lng: number; readonly lat: number }, accuracy = 8): Promise<void> {
    await this.page.context().setGeolocation({ longitude: lng, latitude: lat, accuracy });
    const longitude = (): Promise<number> =>
      this.page.evaluate(
        () =>
          new Promise<number>((done) =>
            navigator.geolocation.getCurrentPosition(
              ({ coords }) => done(coords.longitude),
              () => done(Number.NaN),
              { maximumAge: 60_000, timeout: 2000 },
            ),
          ),
      );
    await expect.poll(longitude).toBeCloseTo(lng, 6);
    // The watch of the app is told in the same breath.
    await this.page.waitForTimeout(500);
  }

  /** The place of the sheet that is open; its `data-place` says how good it is. */
  get place(): Locator {
    return this.page.locator('[role="dialog"] [data-place]');
  }

  async triesToSave(): Promise<void> {
    await this.page.locator('[data-action="save-finding"]').click();
    await expect(this.page.locator('[data-action="save-finding"]')).toBeVisible();
  }

  /** Sets the pin where the small map looks. */
  async pins(): Promise<void> {
    await this.page.locator('[data-action="pin"]').click();
    await expect(this.place).toHaveAttribute('data-place', 'pin');
  }

  async saysWhyPinned(words: string): Promise<void> {
    await this.page.getByLabel(text('inspect_place_reason')).fill(words);
  }

  async savesPinned(): Promise<void> {
    await this.page.locator('[data-action="save-finding"]').click();
    await expect(this.page.locator('[data-action="save-finding"]')).toBeHidden();
  }

  async measuresAgain(): Promise<void> {
    await this.page.getByRole('button', { name: text('inspect_place_retry') }).click();
  }

  async hasVaguePlace(): Promise<void> {
    await expect(this.place).toHaveAttribute('data-place', 'vague');
  }
}
