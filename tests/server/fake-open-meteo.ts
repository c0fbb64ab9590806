import { afterAll } from 'vitest';
import { serveFakeOpenMeteo, type FakeOpenMeteo } from '../fake-open-meteo.ts';

export { SLOW_MS, type Mood } from '../fake-open-meteo.ts';

/** A fake Open-Meteo that is stopped after the file's tests. */
export async function fakeOpenMeteo(): Promise<FakeOpenMeteo> {
  const fake = await serveFakeOpenMeteo();
  afterAll(() => fake.stop());
  return fake;
}
