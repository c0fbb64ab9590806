import { cameraPicture } from './picture.ts';
import { expect, test } from './driver.ts';
import { Inspector } from './inspector.ts';
import { tabTo } from './keyboard.ts';
import { sentToSites, TABLET } from './tablet-task.ts';
import { text } from './text.ts';

test.use(TABLET);

test('a finding from the task to the receipt by the keyboard alone', async ({ driver, city }) => {
  test.setTimeout(120_000);
  const { office, task } = await sentToSites(city);
  await driver.signIn('inspector');
  const { page } = driver;
  const press = async (selector: string, key: 'Enter' | 'Space' = 'Enter') => {
    await tabTo(page, page.locator(selector));
    await page.keyboard.press(key);
  };
  const shoot = async (selector: string, seed: number) => {
    const input = page.locator(selector);
    await tabTo(page, input);
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(cameraPicture(seed));
  };

  await page.locator('[data-action="accept"]').waitFor({ timeout: 30_000 });
  await press('[data-action="accept"]');
  await press('[data-action="start"]', 'Space');
  await press('[data-action="found"]');
  // The sheet opens with the camera in focus.
  await expect(page.locator('input[name="before"]')).toBeFocused();
  await shoot('input[name="before"]', 3);
  await expect(page.locator('img[src^="blob:"]')).toHaveCount(1);
  await press('[data-category]', 'Space');
  await expect(page.locator('[data-category]').first()).toHaveAttribute('aria-checked', 'true');
  await press('[data-handling="on_spot"]', 'Space');
  await shoot('input[name="after"]', 4);
  await expect(page.locator('img[src^="blob:"]')).toHaveCount(2);
  await tabTo(page, page.getByLabel(text('inspect_note'), { exact: true }));
  await page.keyboard.type('covered at once');
  await expect(page.locator('[data-place="good"]')).toBeVisible();
  await press('[data-action="save-finding"]');
  await expect(page.locator('[data-action="save-finding"]')).toBeHidden();
  await press('[data-action="end-visit"]');
  await press('[data-action="finish"]');
  await new Inspector(page).hasSentEverything();

  const [problem] = await office.rows('problems', `task = "${task}"`);
  expect(problem).toMatchObject({ handling: 'fixed_on_spot', note: 'covered at once' });
  expect((await office.rows('tasks', `id = "${task}"`))[0]).toMatchObject({ state: 'done' });
});

test('leaving a finding by Escape and Enter loses nothing', async ({ driver, city }) => {
  await sentToSites(city, 1);
  const inspector = new Inspector(driver.page);
  await driver.signIn('inspector');
  await inspector.acceptsTheTask();
  await inspector.begins();
  await driver.page.keyboard.press('Escape');
  await driver.sees(text('inspect_discard_title'));
  await driver.page.keyboard.press('Enter');
  await expect(driver.page.locator('[data-action="discard"]')).toBeHidden();
  await expect(driver.page.locator('img[src^="blob:"]')).toHaveCount(1);
});
