import { untrack } from 'svelte';
import { ownBasemap } from '../state/own-basemap.svelte.ts';
import type { Theme } from '../state/theme.svelte.ts';
import type { BasemapData } from './basemap-data.ts';
import type { ExternalBasemap } from './basemap-sources.ts';
import { basemapStyle } from './basemap-style.ts';
import { loadBasemap } from './load-basemap.ts';
import { paletteOfDocument } from './palette.ts';

/** The ground of a map in a theme's colours: the schematic one, or the owner's tiles. Made while a component is set up. */
export class MapGround {
  readonly #theme: () => Theme;
  readonly #basemap: () => BasemapData;
  /** Tiles of the owner in place of the schematic ground. */
  #external = $state.raw<ExternalBasemap | null>(null);
  /** A style that comes while the first is still being read would throw that one away: it waits. */
  styled = $state(false);

  readonly palette = $derived.by(() => {
    void this.#theme();
    return paletteOfDocument();
  });
  readonly attribution = $derived(this.#external?.attribution ?? '');
  readonly #wanted = $derived.by(() => basemapStyle(this.palette, this.#basemap(), this.#external));
  style = $state.raw<ReturnType<typeof basemapStyle>>() as ReturnType<typeof basemapStyle>;

  constructor(theme: () => Theme, basemap: () => BasemapData) {
    this.#theme = theme;
    this.#basemap = basemap;
    this.style = untrack(() => this.#wanted);
    void ownBasemap.load();
    $effect(() => {
      const { settings } = ownBasemap;
      const dark = theme() === 'dark' || theme() === 'wall';
      if (settings.kind === 'schematic') return;
      loadBasemap(settings, dark).then(
        (loaded) => (this.#external = loaded),
        // Without its code the owner's ground stays away; the schematic one is there.
        () => (this.#external = null),
      );
    });
    $effect.pre(() => {
      if (this.styled) this.style = this.#wanted;
    });
  }
}
