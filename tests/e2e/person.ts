import type { Browser } from '@playwright/test';
import type { City } from '../../src/cli/throw-away-city.mjs';
import type { Role } from '../../src/core/roles.ts';
import { Caseworker } from './caseworker.ts';
import { Driver } from './driver.ts';

export interface Person {
  readonly driver: Driver;
  readonly cases: Caseworker;
}

/** Somebody at a screen of his own, standing where it is said. */
export async function person(
  browser: Browser,
  city: City,
  role: Role,
  at: { readonly lng: number; readonly lat: number } = { lng: 113.62, lat: 34.86 },
): Promise<Person> {
  const context = await browser.newContext({
    baseURL: city.url,
    viewport: { width: 1180, height: 820 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    permissions: ['geolocation'],
    geolocation: { longitude: at.lng, latitude: at.lat, accuracy: 10 },
  });
  const driver = new Driver(await context.newPage(), city);
  await driver.signIn(role);
  return { driver, cases: new Caseworker(driver.page) };
}
