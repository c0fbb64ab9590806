import type { demoCity } from '../../../src/cli/demo/demo-city.ts';
import type { DemoEpisode } from '../../../src/cli/demo/episodes.ts';

/** The truth behind the spikes, out of a city's catalogue. */
export function episodesIn(city: ReturnType<typeof demoCity>): readonly DemoEpisode[] {
  const row = city.catalogues.find((each) => each.code === 'demo_episodes');
  return (row?.body as { readonly episodes: readonly DemoEpisode[] }).episodes;
}
