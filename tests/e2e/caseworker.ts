import { createHash } from 'node:crypto';
import { expect, type Locator, type Page } from '@playwright/test';
import type { City } from '../../src/cli/throw-away-city.mjs';
import { canonicalJson } from '../../src/core/canonical-json.ts';
import { uuidv7 } from '../../src/core/ids.ts';
import { cameraPicture } from './picture.ts';
import { text } from './text.ts';

const newId = () => uuidv7(Date.now(), Math.random);

/** What people do with cases at their screens. */
export class Caseworker {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async opensCase(id: string): Promise<void> {
    await this.page.goto(`/cases/${id}`);
    await expect(this.page.locator('h1').last()).toBeVisible();
  }

  /** Begins a step from what the page offers. */
  async begins(action: string): Promise<void> {
    await this.page.locator(`main [data-action="${action}"]`).first().click();
    await expect(this.dialog).toBeVisible();
  }

  get dialog(): Locator {
    return this.page.locator('[role="dialog"]').last();
  }

  async writes(key: string, words: string): Promise<void> {
    await this.dialog.getByLabel(text(key), { exact: true }).fill(words);
  }

  async sends(): Promise<void> {
    const dialog = this.dialog;
    await dialog.locator('[data-action="go"]').click();
    await expect(dialog).toBeHidden({ timeout: 60_000 });
  }

  async triesToSend(): Promise<void> {
    await this.dialog.locator('[data-action="go"]').click();
  }

  async choosesUnit(label: string, name: string): Promise<void> {
    await this.dialog.getByLabel(text(label), { exact: true }).selectOption({ label: name });
  }

  async ticks(unit: string): Promise<void> {
    const box = this.dialog.getByRole('checkbox', { name: unit, exact: true });
    if (!(await box.isChecked())) await box.check({ force: true });
  }

  /** A picture, what was done and how much, for the point at this place of the sheet. */
  async mends(point: number, what: string, amount: string): Promise<void> {
    const row = this.dialog.locator(`[data-point="${point}"]`);
    await row.locator(`input[name="after-${point}"]`).setInputFiles(cameraPicture(20 + point));
    await row.getByLabel(text('cases_measure_what')).fill(what);
    await row.getByLabel(text('cases_measure_amount')).fill(amount);
    await expect(row.locator('img')).toHaveCount(1);
  }

  /** Steps of a plan with the expert who helps with each. */
  async plans(steps: readonly (readonly [what: string, expert: string])[]): Promise<void> {
    for (const [i, [what, expert]] of steps.entries()) {
      const row = this.dialog.locator(`[data-step="${i}"]`);
      await row.getByLabel(text('cases_plan_what', { step: i + 1 }), { exact: true }).fill(what);
      await row.getByLabel(text('cases_plan_expert')).fill(expert);
    }
  }

  /** A picture of the step that the sheet proposes next. */
  async proves(picture: number): Promise<void> {
    await this.dialog.locator('input[name="proof"]').setInputFiles(cameraPicture(picture));
    await expect(this.dialog.locator('.taken img')).toHaveCount(1);
  }

  /** A paper with its picture. */
  async addsPaper(name: string, kind: string): Promise<void> {
    await this.dialog.locator('[data-action="add-paper"]').click();
    await this.dialog.getByLabel(text('cases_paper_kind')).last().selectOption(kind);
    await this.dialog.getByLabel(text('cases_paper_name')).last().fill(name);
    const photo = this.dialog.locator('input[name="paper"]').last();
    await photo.setInputFiles(cameraPicture(90));
    await expect(this.dialog.locator('[data-field="papers"] img')).toHaveCount(1);
  }

  /** A picture on the spot and a verdict. */
  async judges(point: number, verdict: 'pass' | 'fail', why = ''): Promise<void> {
    const row = this.dialog.locator(`[data-point="${point}"]`);
    await row.locator(`input[name="verdict-${point}"]`).setInputFiles(cameraPicture(60 + point));
    await row.getByRole('button', { name: text(`cases_verdict_${verdict}`), exact: true }).click();
    if (why !== '') await row.locator('.note').fill(why);
    await expect(row.locator('img')).toHaveCount(1);
  }

  async isIn(state: string): Promise<void> {
    await expect(
      this.page.locator('h1 .chip').filter({ hasText: text(`trade_problem_${state}`) }),
    ).toBeVisible();
  }
}

/** A finder in the field without a screen: findings with their pictures, as a tablet sends them. */
export class Finder {
  private readonly city: City;
  private token = '';
  private user = '';

  constructor(city: City) {
    this.city = city;
  }

  async signIn(who: string): Promise<this> {
    const answer = await this.ask(
      '/api/collections/users/auth-with-password',
      JSON.stringify({ identity: `${who}@demo.local`, password: 'shangfeng-demo' }),
    );
    this.token = String(answer['token']);
    this.user = String((answer['record'] as Record<string, unknown>)['id']);
    return this;
  }

  async row(collection: string, filter: string): Promise<Record<string, unknown>> {
    const query = new URLSearchParams({ filter, perPage: '1' });
    const { items } = await this.ask(`/api/collections/${collection}/records?${query}`);
    return (items as Record<string, unknown>[])[0]!;
  }

  /** Photographs a problem at a source; answers its id. */
  async finds(
    source: Record<string, unknown>,
    category: string,
    more: {
      readonly severity?: number;
      readonly inspection?: string;
      readonly offset?: number;
      readonly task?: string;
      readonly origin?: 'patrol' | 'strike';
    } = {},
  ): Promise<string> {
    const problem = newId();
    const { buffer } = cameraPicture(3 + (more.offset ?? 0));
    const photo = { id: newId(), sha256: createHash('sha256').update(buffer).digest('hex') };
    const lng = Number(source['lng']) + (more.offset ?? 0) * 1e-5;
    const place = { lng, lat: Number(source['lat']), accuracyM: 8, by: 'gps', reason: '' };
    const event = await this.does(
      'problem.found',
      problem,
      {
        category,
        severity: more.severity ?? 1,
        origin: more.origin ?? 'patrol',
        source: source['id'],
        task: more.task ?? null,
        place,
        foundAt: Date.now(),
        note: '',
        ...(more.inspection ? { inspection: more.inspection } : {}),
      },
      0,
      [photo],
    );
    const form = new FormData();
    const fields = {
      ...photo,
      event,
      subject: 'problems',
      subjectId: problem,
      phase: 'before',
      by: this.user,
    };
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set(
      'taken',
      JSON.stringify({
        takenAt: Date.now(),
        lng,
        lat: place.lat,
        accuracyM: 8,
        placeBy: 'gps',
        by: 'camera',
      }),
    );
    form.set('file', new Blob([new Uint8Array(buffer)], { type: 'image/png' }), `${photo.id}.png`);
    await this.ask('/api/collections/photos/records', form);
    return problem;
  }

  /** Sends an event; answers its id. */
  async does(
    type: string,
    subjectId: string,
    payload: object,
    seen = 0,
    photos: readonly object[] = [],
  ): Promise<string> {
    const id = newId();
    await this.ask(
      '/api/collections/events/records',
      JSON.stringify({
        id,
        subject: `${type.slice(0, type.indexOf('.'))}s`,
        subjectId,
        type,
        deviceAt: Date.now(),
        clockOffsetMs: 0,
        seen,
        payload: canonicalJson(payload as never),
        photos,
      }),
    );
    return id;
  }

  private async ask(path: string, body?: string | FormData): Promise<Record<string, unknown>> {
    const answer = await fetch(this.city.url + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(typeof body === 'string' ? { 'Content-Type': 'application/json' } : {}),
        ...(this.token ? { Authorization: this.token } : {}),
      },
      ...(body ? { body } : {}),
    });
    const said = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(said)}`);
    return said;
  }
}
