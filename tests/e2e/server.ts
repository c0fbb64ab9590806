import { test as base } from '@playwright/test';
import { type City, startThrowAwayCity } from '../../src/cli/throw-away-city.mjs';

interface Fixtures {
  /** The served demo city: a server and a data folder of its own for each spec file. */
  readonly city: City;
}

interface WorkerFixtures {
  readonly cities: Cities;
}

/** The city of the spec file that runs; the one before it is stopped and its data removed. */
class Cities {
  #file = '';
  #city: City | null = null;

  async of(file: string): Promise<City> {
    if (this.#city && this.#file === file) return this.#city;
    await this.stop();
    this.#city = await startThrowAwayCity(process.cwd(), { wind: 'push' });
    this.#file = file;
    return this.#city;
  }

  async stop(): Promise<void> {
    await this.#city?.stop();
    this.#city = null;
  }
}

/** Playwright's `test` with a city behind it; pages open paths relative to the city's URL. */
export const test = base.extend<Fixtures & { readonly baseURL: string | undefined }, WorkerFixtures>({
  cities: [
    async ({}, use) => {
      const cities = new Cities();
      await use(cities);
      await cities.stop();
    },
    { scope: 'worker' },
  ],
  city: [
    async ({ cities }, use, info) => {
      await use(await cities.of(info.file));
    },
    { timeout: 120_000 },
  ],
  baseURL: async ({ city }, use) => {
    await use(city.url);
  },
});
