import { expect, type Page } from '@playwright/test';

/** What the map itself draws, without what floats over it, once it has come to rest. */
export async function mapPicture(page: Page): Promise<Buffer> {
  await expect(page.locator('[data-map-idle="true"]').first()).toBeVisible({ timeout: 30_000 });
  const canvas = page.locator('canvas.maplibregl-canvas').first();
  await floating(page, 'hidden');
  const picture = await canvas.screenshot();
  await floating(page, '');
  return picture;
}

/** Share of the pixels that differ to the eye between two pictures of one size, 0…1. */
export async function changedShare(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(
    async (pictures) => {
      const TO_THE_EYE = 24;
      const [a, b] = await Promise.all(
        pictures.map(async (picture) => {
          const image = new Image();
          image.src = `data:image/png;base64,${picture}`;
          await image.decode();
          const { width, height } = image;
          const drawing = new OffscreenCanvas(width, height).getContext('2d')!;
          drawing.drawImage(image, 0, 0);
          return drawing.getImageData(0, 0, width, height).data;
        }),
      );
      let changed = 0;
      for (let i = 0; i < a!.length; i += 4) {
        const off = [0, 1, 2].reduce((sum, k) => sum + Math.abs(a![i + k]! - b![i + k]!), 0);
        if (off > TO_THE_EYE) changed++;
      }
      return changed / (a!.length / 4);
    },
    [one.toString('base64'), other.toString('base64')],
  );
}

async function floating(page: Page, visibility: 'hidden' | ''): Promise<void> {
  await page.evaluate((wanted) => {
    document.body.style.visibility = wanted;
    const canvas = document.querySelector<HTMLElement>('canvas.maplibregl-canvas');
    if (canvas) canvas.style.visibility = wanted === '' ? '' : 'visible';
  }, visibility);
}
