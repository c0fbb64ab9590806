import { cityTemplate } from '../../src/cli/throw-away-city.mjs';

/** Builds and fills the city that every spec's server starts from, once before all specs. */
export default async function template(): Promise<void> {
  await cityTemplate(process.cwd());
}
