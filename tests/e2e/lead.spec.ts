import { Finder } from './caseworker.ts';
import { expect, test } from './driver.ts';
import { Leader, type Totals } from './leader.ts';
import { changedShare, mapPicture } from './map-picture.ts';
import { Office } from './office.ts';
import { text } from './text.ts';

test.use({ viewport: { width: 1920, height: 1080 } });
test.describe.configure({ mode: 'serial' });

const STEPS = 4;

test('0.36 playing the days moves the window, and at every step found = on the spot + assigned + undecided, as the server counts them', async ({
  driver,
  city,
}) => {
  test.setTimeout(120_000);
  // One that nobody has decided about yet, so that the sum has all its terms.
  const finder = await new Finder(city).signIn('inspector');
  await finder.finds(await finder.row('sources', 'kind = "site" && demo = true'), 'dust.bare_soil');
  const leader = new Leader(driver.page);
  const office = await new Office(city).signIn('leader');
  await driver.signIn('leader');
  await driver.mapIsDrawn();
  await expect.poll(async () => (await leader.totals()).undecided).toBeGreaterThan(0);
  const now = await leader.totals();
  expect(sumOf(now)).toBe(now.found);
  expect(await office.countsUntil(Date.now())).toEqual(now);

  const [from, until] = await leader.window();
  await leader.plays();
  const seen = new Map<number, Totals>();
  await expect(async () => {
    const [, last] = await leader.window();
    const totals = await leader.totals();
    expect(sumOf(totals), `day ${last}`).toBe(totals.found);
    seen.set(last, totals);
    expect(seen.size).toBeGreaterThanOrEqual(STEPS);
  }).toPass({ intervals: [200], timeout: 30_000 });
  await leader.pauses();
  const [pausedFrom, pausedUntil] = await leader.window();
  // Every day keeps its length.
  expect(pausedUntil - pausedFrom).toBe(until - from);
  expect(pausedUntil).toBeLessThan(until);
  const found = [...seen].sort(([a], [b]) => a - b).map(([, totals]) => totals.found);
  expect(found).toEqual([...found].sort((a, b) => a - b));
  expect(new Set(found).size).toBeGreaterThan(1);
  await leader.seesThatTotalsAgree();
  // The address follows the window a moment later.
  await expect(driver.page).toHaveURL(/until=\d{4}-\d{2}-\d{2}/);
  const dayEnd = new Date(new URL(driver.page.url()).searchParams.get('until') + 'T24:00:00+08:00').getTime();
  await expect.poll(() => leader.totals()).toEqual(await office.countsUntil(dayEnd));
  expect(driver.complaints).toEqual([]);
});

test('heat and clusters draw the same problems; a cluster leads to its cases, a point and a spot of the heat to their own', async ({
  driver,
  city,
}) => {
  test.setTimeout(120_000);
  const { page } = driver;
  const leader = new Leader(page);
  const office = await new Office(city).signIn('leader');
  await driver.signIn('leader');
  await driver.mapIsDrawn();
  const heat = await mapPicture(page);
  const count = await leader.countOnMap();
  expect(count).toBeGreaterThan(10);
  await leader.draws('clusters');
  await expect(page).toHaveURL(/layer=clusters/);
  await driver.sees(text('lead_legend_clusters'));
  expect(await changedShare(page, heat, await mapPicture(page))).toBeGreaterThan(0.01);
  expect(await leader.countOnMap()).toBe(count);

  await leader.pressesAMark();
  const cluster = await leader.listed();
  expect(cluster.count).toBeGreaterThan(1);
  expect(cluster.count).toBeLessThan(count);
  expect(cluster.rows).toHaveLength(Math.min(100, cluster.count));
  await leader.opensListed(cluster.rows[0]!);
  await expect(page).toHaveURL(/case=/);
  await driver.picture('lead-cluster-case');

  const alone = await office.lonelyProblem(Date.now() - 5 * 86_400_000);
  for (const layer of ['clusters', 'heat'] as const) {
    await leader.looksAt(alone, `layer=${layer}`);
    await driver.mapIsDrawn();
    await leader.clicksTheMiddle();
    const { rows } = await leader.listed();
    expect(rows, layer).toEqual([alone.no]);
    await leader.opensListed(alone.no);
  }
  await leader.draws('heat');
  await expect(page).not.toHaveURL(/layer=/);
  expect(driver.complaints).toEqual([]);
});

function sumOf({ onSpot, assigned, undecided }: Totals): number {
  return onSpot + assigned + undecided;
}
