import { test as base } from '@playwright/test';
import { type City, startThrowAwayCity } from '../../src/cli/throw-away-city.mjs';

interface Fixtures {
  /** The served demo city: a server and a data folder of its own for each spec file's worker. */
  readonly city: City;
}

/** Playwright's `test` with a city behind it; pages open paths relative to the city's URL. */
export const test = base.extend<{ readonly baseURL: string | undefined }, Fixtures>({
  city: [
    async ({}, use) => {
      const city = await startThrowAwayCity(process.cwd(), { wind: 'push' });
      await use(city);
      await city.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ city }, use) => {
    await use(city.url);
  },
});
