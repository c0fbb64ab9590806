import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { Driver, expect, test } from './driver.ts';
import { Inspector } from './inspector.ts';
import { Office } from './office.ts';
import { cameraPicture } from './picture.ts';
import { text } from './text.ts';

test.use({
  viewport: { width: 1180, height: 820 },
  permissions: ['geolocation'],
  geolocation: { longitude: 113.62, latitude: 34.86, accuracy: 12 },
});

/** A second of moving colours, as a browser films it. */
async function filmed(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const bytes = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [320, 240];
    const context = canvas.getContext('2d')!;
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' });
    const parts: Blob[] = [];
    recorder.ondataavailable = (event) => parts.push(event.data);
    const done = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start();
    for (let n = 0; n < 20; n++) {
      context.fillStyle = `hsl(${n * 18} 60% 50%)`;
      context.fillRect(0, 0, 320, 240);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    recorder.stop();
    await done;
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
  });
  return { name: 'VID_0001.webm', mimeType: 'video/webm', buffer: Buffer.from(bytes) };
}

test('0.27 a clip that was filmed without a network goes with its finding, and plays on the case page', async ({
  driver,
  city,
  browser,
  context,
}) => {
  test.setTimeout(180_000);
  const { page } = driver;
  const office = await new Office(city).signIn('dispatcher');
  const { group } = await new Office(city).signIn('inspector');
  const [source] = await office.rows('sources', 'kind = "site" && demo = true');
  const task = await office.sends(group, [String(source!['id'])]);
  const inspector = new Inspector(page);
  await driver.signIn('inspector');
  await inspector.acceptsTheTask();
  await inspector.hasSentEverything();
  const clip = await filmed(page);

  await context.setOffline(true);
  await page.locator('[data-action="found"]').click();
  await page.locator('input[name="before"]').setInputFiles(cameraPicture(7));
  const field = page.locator('input[name="clip"]');
  await field.setInputFiles({ name: 'a.mp4', mimeType: 'video/mp4', buffer: Buffer.from('<svg onload=1>') });
  await driver.sees(text('server_photo_is_other_kind'));
  await field.setInputFiles(clip);
  await expect(page.locator('[data-clip="webm"]')).toBeVisible();
  await page.locator('[data-category]').first().click();
  await page.locator('[data-handling="to_assign"]').click();
  await expect(page.getByText('（≤ 50）').first()).toBeVisible();
  await driver.picture('clip-finding');
  expect(await driver.seriousBarriers()).toEqual([]);
  await page.locator('[data-action="save-finding"]').click();
  await expect(page.locator('[data-action="save-finding"]')).toBeHidden();
  await inspector.endsVisit();
  await context.setOffline(false);
  await inspector.hasSentEverything();

  const [problem] = await office.rows('problems', `task = "${task}"`);
  const id = String(problem!['id']);
  const photos = await office.rows('photos', `subjectId = "${id}"`);
  expect(photos.map((each) => each['media']).sort()).toEqual(['image', 'webm']);
  const stored = photos.find((each) => each['media'] === 'webm')!;
  expect(stored).toMatchObject({
    ...{ verified: true, phase: 'before' },
    sha256: createHash('sha256').update(clip.buffer).digest('hex'),
    taken: { clip: 'webm', placeBy: 'gps' },
  });

  const desk = new Driver(
    await browser.newPage({ baseURL: city.url, viewport: { width: 1366, height: 768 } }),
    city,
  );
  await desk.signIn('dispatcher');
  await desk.open(`/cases/${id}`);
  const video = desk.page.locator(`[data-clip="${String(stored['id'])}"] video`);
  await expect(video).toBeVisible();
  await video.evaluate((each: HTMLVideoElement) => ((each.muted = true), each.play()));
  await expect
    .poll(() => video.evaluate((each: HTMLVideoElement) => [each.videoWidth, each.currentTime > 0.2]))
    .toEqual([320, true]);
  await desk.page.locator('[data-clips] input[name="clip"]').setInputFiles({ ...clip, name: 'office.webm' });
  await expect(desk.page.locator('[data-clips="2"]')).toBeVisible({ timeout: 30_000 });
  await desk.sees(text('cases_event_problem_filmed'));
  expect(await desk.seriousBarriers()).toEqual([]);
  await desk.picture('clip-case');
  await desk.page.close();
  expect(driver.complaints.filter((each) => !each.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  expect(desk.complaints).toEqual([]);
});
