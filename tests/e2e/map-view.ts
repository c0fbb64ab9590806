import { expect, type Page } from '@playwright/test';

interface Spot {
  readonly x: number;
  readonly y: number;
}

interface Named {
  readonly code: string;
  readonly lng: number;
  readonly lat: number;
}

/** Half a loop's side, pixels: tried from large to small until no place lies near its edge. */
const HALF_SIDES = [160, 130, 100, 80, 60, 45, 30];
/** A place nearer to the loop's edge than this may fall on either side, pixels. */
const CLEAR_PX = 8;
/** Reach of a press: half a symbol each. */
const FINGER_PX = 26;

/** The desk's map as it lies on the screen, from the extent that the address tells. */
export class MapView {
  readonly bounds: readonly [west: number, south: number, east: number, north: number];
  private readonly page: Page;
  private readonly box: { x: number; y: number; width: number; height: number };

  private constructor(page: Page, bounds: MapView['bounds'], box: MapView['box']) {
    this.page = page;
    this.bounds = bounds;
    this.box = box;
  }

  /** Moves the map a little where its extent is not in the address yet. */
  static async of(page: Page): Promise<MapView> {
    const box = await page.locator('canvas.maplibregl-canvas').first().boundingBox();
    if (!box) throw new Error('no map');
    if (!new URL(page.url()).searchParams.has('map')) {
      const [x, y] = [box.x + box.width * 0.3, box.y + box.height * 0.6];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + 20, y - 20, { steps: 6 });
      // A hand that rests before it lets go throws nothing.
      await page.waitForTimeout(300);
      await page.mouse.up();
      await expect.poll(() => new URL(page.url()).searchParams.has('map')).toBe(true);
      await page.waitForTimeout(1000);
    }
    const extent = new URL(page.url()).searchParams.get('map') ?? '';
    const [west, south, east, north] = extent.split(',').map(Number) as [number, number, number, number];
    return new MapView(page, [west, south, east, north], box);
  }

  /** Where a place is on the screen. */
  spot({ lng, lat }: { lng: number; lat: number }): Spot {
    const [west, south, east, north] = this.bounds;
    const across = (lng - west) / (east - west);
    const down = (mercator(north) - mercator(lat)) / (mercator(north) - mercator(south));
    return { x: this.box.x + across * this.box.width, y: this.box.y + down * this.box.height };
  }

  /** One of `codes` with no other place within a finger and no panel over it, and where it is on the screen. */
  async standsAlone(
    places: readonly Named[],
    codes: readonly string[],
  ): Promise<{ readonly code: string; readonly spot: Spot }> {
    const spots = places.map((each) => ({ code: each.code, ...this.spot(each) }));
    for (const spot of spots.filter((each) => codes.includes(each.code))) {
      const near = spots.filter((each) => Math.hypot(each.x - spot.x, each.y - spot.y) < FINGER_PX);
      if (near.length === 1 && (await this.areFree([spot]))) return { code: spot.code, spot };
    }
    throw new Error('no suspect stands alone');
  }

  /** A square that holds some of the places and not all, with nothing near its edge and no panel over its corners. */
  async loopAround(places: readonly Named[]): Promise<{ corners: Spot[]; inside: string[] }> {
    const spots = places.map((each) => ({ code: each.code, ...this.spot(each) }));
    for (const half of HALF_SIDES) {
      for (const middle of spots) {
        const off = spots.map(({ code, x, y }) => ({
          code,
          far: Math.max(Math.abs(x - middle.x), Math.abs(y - middle.y)),
        }));
        const inside = off.filter((each) => each.far < half).map((each) => each.code);
        if (inside.length === spots.length || off.some((each) => Math.abs(each.far - half) < CLEAR_PX))
          continue;
        const corners = [
          { x: middle.x - half, y: middle.y - half },
          { x: middle.x + half, y: middle.y - half },
          { x: middle.x + half, y: middle.y + half },
          { x: middle.x - half, y: middle.y + half },
        ];
        if (await this.areFree(corners)) return { corners, inside };
      }
    }
    throw new Error('no loop fits between the suspects');
  }

  /** Drags from corner to corner. */
  async draws(corners: readonly Spot[]): Promise<void> {
    const [first, ...rest] = corners;
    await this.page.mouse.move(first!.x, first!.y);
    await this.page.mouse.down();
    for (const { x, y } of rest) await this.page.mouse.move(x, y, { steps: 8 });
    await this.page.mouse.up();
  }

  private areFree(corners: readonly Spot[]): Promise<boolean> {
    return this.page.evaluate(
      (spots) =>
        spots.every(({ x, y }) => document.elementFromPoint(x, y)?.classList.contains('maplibregl-canvas')),
      [...corners],
    );
  }
}

function mercator(lat: number): number {
  return Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
}
