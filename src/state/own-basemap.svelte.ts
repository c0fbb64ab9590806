import { fetchJson } from '../api/fetch-json.ts';
import type { BasemapSettings } from '../core/basemap-settings.ts';

/** The owner's basemap as the server was started with it; the schematic ground until it is known, and without an answer. */
class OwnBasemap {
  settings = $state.raw<BasemapSettings>({ kind: 'schematic' });
  #asked = false;

  /** Asks once; never throws. */
  async load(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    try {
      const { basemap } = await fetchJson<{ basemap?: BasemapSettings }>('/api/sf/hello', {}, 'hello');
      if (basemap && basemap.kind !== 'schematic') this.settings = basemap;
    } catch {
      this.#asked = false;
    }
  }
}

export const ownBasemap = new OwnBasemap();
