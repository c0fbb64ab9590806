import { expect, test } from './driver.ts';
import { Office } from './office.ts';
import { text } from './text.ts';

test('0.33 a leader calls level I: the exposure group stands by day and night, on its own pages, until he ends it', async ({
  driver,
  city,
}) => {
  test.setTimeout(180_000);
  const { page } = driver;
  await driver.signIn('leader');
  await driver.open('/escalation');
  await page.getByRole('link', { name: text('duty_title') }).click();
  await page.locator('[data-action="start"]').click();
  await page.getByRole('button', { name: text('duty_colour_red'), exact: true }).click();
  await page.getByLabel(text('duty_field_basis')).fill('郑环委办〔2026〕27号 红色预警');
  await page.locator('[type="submit"]').click();
  await expect(page.locator('[data-current="red"]')).toBeVisible();
  const office = await new Office(city).signIn('dispatcher');
  const [response] = await office.rows('responses', 'state = "in_force"');
  const shifts = await office.rows('duty_shifts', `response = "${String(response?.['id'])}"`);
  expect(shifts.length).toBeGreaterThanOrEqual(9);
  await expect(page.locator('[data-shifts]')).toHaveAttribute('data-shifts', String(shifts.length));
  await expect(page.getByText(text('duty_gap').replace('{span}', '').trim())).toHaveCount(0);
  // What the level asks of whom, with somebody to send, is there with it.
  const list = page.locator('[data-reductions]');
  const shown = async () => Number(await list.getAttribute('data-reductions'));
  const asked = async () => (await office.rows('reductions', 'untilAt = 0')).length;
  await expect.poll(async () => (await shown()) - (await asked())).toBe(0);
  expect(await shown()).toBeGreaterThan(100);
  expect((await office.rows('reductions', 'permit = true')).length).toBeGreaterThan(0);
  await expect(page.locator('[data-check-task="planned"]').first()).toBeVisible();
  await driver.picture('duty-red');
  for (const theme of ['light', 'dark'] as const) {
    await driver.wears(theme);
    expect(await driver.seriousBarriers(), theme).toEqual([]);
  }

  await driver.signIn('dispatcher');
  await driver.open('/dispatch');
  await driver.mapIsDrawn();
  await expect(page.locator('[data-response="red"]')).toContainText(text('duty_level_red'));
  await driver.picture('duty-desk');
  expect(await driver.seriousBarriers({ within: '[data-response]' }), 'strip').toEqual([]);
  await page.locator('[data-response="red"]').click();
  await expect(page.getByRole('button', { name: text('duty_end') })).toHaveCount(0);
  await page.locator('[data-shift]').nth(2).click();
  await page.getByRole('checkbox', { name: /督导员二组/ }).check({ force: true });
  await page.getByLabel(text('duty_field_note')).fill('联系电视台');
  expect(await driver.seriousBarriers({ within: '[role="dialog"]' }), 'shift').toEqual([]);
  await page.getByRole('button', { name: text('duty_shift_save') }).click();
  await driver.sees(text('duty_shift_saved'));
  await page.locator('[data-action="extend"]').click();
  await expect
    .poll(async () => Number(await page.locator('[data-shifts]').getAttribute('data-shifts')))
    .toBe(shifts.length + 3);

  await page.setViewportSize({ width: 1180, height: 820 });
  await driver.signIn('inspector');
  const note = page.locator('[data-response="red"]');
  await expect(note).toContainText('宣传曝光组');
  await driver.picture('duty-tablet');
  expect(await driver.seriousBarriers({ within: '[data-response]' }), 'tablet').toEqual([]);
  await note.click();
  await expect(page.locator('[data-own]')).toContainText('联系电视台');
  // Nothing to sign or to press about standing by; whoever is in the field reads the list beside it.
  await expect(page.locator('section:has(> [data-own]) button')).toHaveCount(0);
  await expect(page.locator('[data-action="exempt"]')).toHaveCount(0);
  await driver.picture('duty-own');

  await page.setViewportSize({ width: 1366, height: 768 });
  await driver.signIn('leader');
  await driver.open('/duty');
  await page.locator('[data-action="end"]').click();
  await page.getByLabel(text('cases_reason'), { exact: true }).fill('污染过程结束');
  await page.locator('[type="submit"]').click();
  await expect(page.locator('[data-current]')).toHaveCount(0);
  await driver.sees('污染过程结束');
  const later = `response = "${String(response?.['id'])}" && state = "planned" && untilAt > ${Date.now()}`;
  expect(await office.rows('duty_shifts', later)).toEqual([]);
  expect(await office.rows('reductions', 'untilAt = 0 || permit = true')).toEqual([]);
  await driver.open('/lead');
  await expect(page.locator('[data-response]')).toHaveCount(0);
  expect(driver.complaints).toEqual([]);
});
