import { createContext } from 'svelte';
import type { Palette } from './palette.ts';

/** What every layer needs to know of its map, read again when the theme changes. */
export interface MapLook {
  readonly palette: Palette;
}

export const [mapLook, provideMapLook] = createContext<MapLook>();
