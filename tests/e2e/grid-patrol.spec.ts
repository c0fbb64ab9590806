import { DAY_MS } from '../../src/core/china-time.ts';
import { insideArea, type AreaGeometry } from '../../src/core/geo.ts';
import { edgeDistanceM } from '../../src/core/territory/edge-distance.ts';
import { Driver, expect, test } from './driver.ts';
import { Inspector } from './inspector.ts';
import { Office } from './office.ts';
import { text } from './text.ts';

test.use({ viewport: { width: 1366, height: 768 } });

const SEAM_M = 2;

interface Stop {
  readonly source: string;
}

test('0.10 cells nobody was in become a patrol; what the tablet does there raises the share, which equals a hand count', async ({
  driver,
  city,
  browser,
}) => {
  const office = await new Office(city).signIn('dispatcher');
  const inspectors = await new Office(city).signIn('inspector');
  const group = inspectors.group;
  const { page } = driver;

  /** Cells of the district in which somebody was in the last seven days, at a check or to say that there was nothing. */
  const byHand = async (): Promise<[number, number]> => {
    const cells = await office.rows('grids', 'level = "cell"');
    const checks = await office.rows('inspections', `at >= ${Date.now() - 7 * DAY_MS}`);
    const patrols = await office.rows('tasks', 'type = "grid_patrol"');
    const walked = patrols.flatMap((each) => (each['cells'] ?? []) as { cell: string; at: number | null }[]);
    const been = new Set(walked.flatMap((each) => (each.at === null ? [] : [each.cell])));
    for (const { lng, lat } of checks) {
      const place = { lng: Number(lng), lat: Number(lat) };
      const areaOf = (cell: Record<string, unknown>) => cell['polygon'] as AreaGeometry;
      // Stored outlines are rounded: whoever stands on the seam between two grids was in one of them.
      const cell =
        cells.find((each) => insideArea(areaOf(each), place)) ??
        cells.find((each) => edgeDistanceM(areaOf(each), place) < SEAM_M);
      if (cell) been.add(String(cell['id']));
    }
    return [been.size, cells.length];
  };
  const onScreen = async (): Promise<[number, number]> => {
    const words = page.getByText(/^\d+ \/ \d+ 个网格$/);
    const [visited, total] = (await words.textContent())!.match(/\d+/g)!.map(Number);
    return [visited!, total!];
  };

  await driver.signIn('dispatcher');
  // A check may turn seven days old between two counts: the screen's lies between them.
  const early = await byHand();
  await driver.open('/admin?tab=coverage');
  await expect(page.locator('[data-patrol]').first()).toBeVisible();
  const before = await byHand();
  expect([early, before]).toContainEqual(await onScreen());

  await page.locator('[data-patrol]').first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('[data-patrol-stops]')).toBeVisible();
  await dialog.getByLabel(text('dispatch_group')).selectOption(group);
  await driver.picture('grid-patrol');
  expect(await driver.seriousBarriers()).toEqual([]);
  await dialog.getByRole('button', { name: text('admin_patrol_send') }).click();
  await expect(dialog).toBeHidden();

  const [task] = await office.rows('tasks', `type = "grid_patrol" && group = "${group}" && state = "sent"`);
  const stops = task!['targets'] as Stop[];
  const cells = (task!['cells'] as { cell: string }[]).map((each) => each.cell);
  expect(cells.length).toBeGreaterThan(0);
  expect(stops.length).toBeGreaterThan(0);
  const sources = await office.rows('sources', `id = "${stops[0]!.source}"`);
  expect(cells).toContain(sources[0]!['cell']);

  const place = { longitude: Number(sources[0]!['lng']), latitude: Number(sources[0]!['lat']) };
  const context = await browser.newContext({
    viewport: { width: 1180, height: 820 },
    locale: 'zh-CN',
    baseURL: city.url,
    permissions: ['geolocation'],
    geolocation: { ...place, accuracy: 8 },
  });
  const tablet = new Driver(await context.newPage(), city);
  const inspector = new Inspector(tablet.page);
  await tablet.signIn('inspector');
  await tablet.open(`/inspect/${String(task!['id'])}`);
  await expect(tablet.page.locator(`[data-task-cells="${cells.length}"]`)).toBeVisible();
  await inspector.acceptsTheTask();
  await tablet.mapIsDrawn();
  await inspector.picksStop(0);
  await inspector.findsNothing();
  await inspector.hasSentEverything();
  // A cell in which nothing is registered: gone through, and said so from inside it.
  const empty = cells.find((each) => each !== sources[0]!['cell']) ?? '';
  const [grid] = await office.rows('grids', `id = "${empty}"`);
  await context.setGeolocation({
    longitude: Number(grid!['lng']),
    latitude: Number(grid!['lat']),
    accuracy: 8,
  });
  await inspector.walksThrough(empty);
  await inspector.hasSentEverything();
  await tablet.picture('grid-patrol-tablet');
  expect(await tablet.seriousBarriers()).toEqual([]);
  expect(tablet.complaints).toEqual([]);
  await context.close();

  await page.reload();
  await expect(page.locator('[data-patrol]').first()).toBeVisible();
  const after = await byHand();
  expect(after).toEqual([before[0] + 2, before[1]]);
  expect(await onScreen()).toEqual(after);
  expect(driver.complaints).toEqual([]);
});
