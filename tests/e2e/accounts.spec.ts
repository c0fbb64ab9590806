import { expect, Driver, test } from './driver.ts';
import { text } from './text.ts';

const PASSWORD = 'a-new-password-7';

test('0.01 an administrator makes an account, its person sets the password by the link and works; when he leaves, he is out', async ({
  browser,
  city,
  driver,
}) => {
  const { page } = driver;
  await driver.signIn('admin');
  await driver.open('/admin?tab=people');
  await page.getByRole('button', { name: text('admin_account_make') }).click();
  await page.getByLabel(text('admin_account_name'), { exact: true }).fill('李新');
  await page.getByLabel(text('admin_account_email')).fill('li.xin@huiji.gov');
  await page.getByLabel(text('admin_account_role')).selectOption('dispatcher');
  await page.getByRole('button', { name: text('admin_account_save_new') }).click();
  const link = (await page.locator('[data-account-link]').textContent()) ?? '';
  expect(link).toContain('/set-password#');
  await page.getByRole('button', { name: text('admin_account_link_kept') }).click();
  await driver.sees('李新');

  const own = await browser.newContext({ baseURL: city.url, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const person = new Driver(await own.newPage(), city);
  await person.open(link);
  await person.page.getByLabel(text('app_set_password_new')).fill(PASSWORD);
  await person.page.getByLabel(text('app_set_password_again')).fill('something-else');
  const save = person.page.getByRole('button', { name: text('app_set_password_save') });
  await save.click();
  await person.sees(text('app_set_password_differ'));
  await person.page.getByLabel(text('app_set_password_again')).fill(PASSWORD);
  await save.click();
  await person.sees(text('app_set_password_done'));
  await person.page
    .getByRole('link', { name: text('app_set_password_to_sign_in') })
    .first()
    .click();
  await person.page.getByLabel(text('app_email')).fill('li.xin@huiji.gov');
  await person.page.getByLabel(text('app_password'), { exact: true }).fill(PASSWORD);
  await person.page.getByRole('button', { name: text('app_sign_in'), exact: true }).click();
  await expect(person.page).toHaveURL(/dispatch/);

  // The link was good for one password.
  await person.open(`/report`);
  await person.open(link);
  await person.page.getByLabel(text('app_set_password_new')).fill(PASSWORD);
  await person.page.getByLabel(text('app_set_password_again')).fill(PASSWORD);
  await save.click();
  await person.sees(text('app_set_password_dead'));

  await page.getByRole('button', { name: text('admin_people_edit', { name: '李新' }) }).click();
  await page.getByText(text('admin_account_retire'), { exact: true }).click();
  await page.getByRole('button', { name: text('admin_account_retire_go') }).click();
  await driver.sees(text('admin_account_retired_done', { name: '李新' }));
  const answer = await fetch(`${city.url}/api/collections/users/auth-with-password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ identity: 'li.xin@huiji.gov', password: PASSWORD }),
  });
  expect(answer.ok).toBe(false);
  expect(driver.complaints).toEqual([]);
  await own.close();
});
