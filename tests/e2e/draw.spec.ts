import { Finder } from './caseworker.ts';
import { expect, test } from './driver.ts';
import { person } from './person.ts';
import { Office } from './office.ts';
import { text } from './text.ts';

test('0.46 3.18 targets drawn by lot become a covert check that no unit sees, and a joint action that its units see and report', async ({
  city,
  browser,
}) => {
  test.setTimeout(240_000);
  const office = await new Office(city).signIn('dispatcher');
  const regulator = await new Finder(city).signIn('regulator');
  const desk = await person(browser, city, 'dispatcher');
  const { page } = desk.driver;
  const drawn = () =>
    page
      .locator('[data-drawn] li[data-source]')
      .evaluateAll((rows) => rows.map((each) => (each as HTMLElement).dataset['source']!));
  const number = () => page.getByRole('dialog').getByLabel(text('admin_draw_number'), { exact: true });
  const opens = async () => {
    await desk.driver.open('/admin?tab=coverage');
    await page.locator('[data-action="draw"]').click();
    await expect(page.locator('[data-drawn="5"]')).toBeVisible();
  };
  const sends = async () => {
    await page.getByRole('button', { name: text('admin_draw_send', { count: 5 }) }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
  };

  await opens();
  await number().fill('483920');
  const covert = await drawn();
  expect(await desk.driver.seriousBarriers()).toEqual([]);
  await desk.driver.picture('draw-covert');
  await sends();
  const [task] = await office.rows('tasks', 'mode = "covert"');
  expect(task).toMatchObject({
    type: 'grid_patrol',
    draw: { number: 483_920, kind: 'restaurant', town: '', count: 5 },
  });
  expect((task!['targets'] as { source: string }[]).map((each) => each.source).sort()).toEqual(
    covert.toSorted(),
  );
  expect(await regulator.row('tasks', `id = "${String(task!['id'])}"`)).toBeUndefined();
  // The stored number gives the same again.
  await opens();
  await number().fill('483920');
  expect(await drawn()).toEqual(covert);

  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: text('admin_draw_way_joint') }).click();
  for (const [unit, part] of [
    ['区住建局', '查施工手续'],
    ['区市场监管局', '查营业执照'],
  ] as const) {
    await dialog.getByRole('checkbox', { name: unit, exact: true }).check({ force: true });
    await dialog.getByLabel(text('admin_draw_part', { unit }), { exact: true }).fill(part);
  }
  const field = await new Office(city).signIn('inspector');
  await dialog.getByLabel(text('dispatch_group')).selectOption(field.group);
  await desk.driver.picture('draw-joint');
  await sends();
  const [joint] = await office.rows('tasks', 'type = "joint_action"');
  const unit = await person(browser, city, 'regulator');
  await unit.driver.open('/unit');
  const mine = unit.driver.page.locator(`[data-joint="${String(joint!['id'])}"]`);
  await expect(mine.locator('[data-part]')).toHaveCount(2);
  await expect(mine).toContainText('查营业执照');
  await expect(mine.locator('form')).toHaveCount(1);
  await unit.driver.picture('unit-joint');
  await mine.getByLabel(text('dispatch_part_note')).fill('手续齐全');
  await mine.getByRole('button', { name: text('dispatch_part_report') }).click();
  await expect(mine.locator('[data-state="reported"]')).toContainText('手续齐全');

  // What the group finds on it shows the parts on its case.
  const finder = await new Finder(city).signIn('inspector');
  const [target] = joint!['targets'] as { source: string }[];
  const source = await finder.row('sources', `id = "${target!.source}"`);
  const found = await finder.finds(source, 'fume.not_running', { task: String(joint!['id']) });
  await desk.cases.opensCase(found);
  await expect(page.locator('[data-parts="2"]')).toBeVisible();
  for (const each of [desk, unit]) expect(each.driver.complaints).toEqual([]);
});
