import { buildPage } from '../torture/build-page.ts';
import { runOnce } from '../torture/one-run.ts';
import { Register } from '../torture/register.ts';
import { expect, test } from './driver.ts';

const RUNS = 20;

test('twenty bad days of a tablet: nothing lost, nothing doubled, nothing falsely confirmed, every photo byte for byte', async ({
  browser,
  city,
}) => {
  test.setTimeout(300_000);
  const folder = await buildPage();
  const register = await Register.of(city);
  let findings = 0;
  for (let seed = 1; seed <= RUNS; seed++) {
    const run = await runOnce(browser, register, folder, seed);
    findings += run.findings;
    expect(run, `seed ${seed}`).toMatchObject({
      toll: { lost: 0, doubled: 0, falselyConfirmed: 0, photosDiffering: 0, unequalDevices: 0 },
    });
  }
  expect(findings).toBeGreaterThan(RUNS);
});
