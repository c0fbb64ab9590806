import { addProtocol } from 'maplibre-gl';
import type { BasemapSettings } from '../core/basemap-settings.ts';
import type { ExternalBasemap } from './basemap-sources.ts';

let pmtilesReady: Promise<void> | null = null;

/**
 * The owner's basemap, with the code it needs: nothing is loaded for the schematic default. PMTiles files are read by
 * ranges from the server that gave the page or from a URL of the settings. Rejects when the code cannot be loaded.
 */
export async function loadBasemap(settings: BasemapSettings, dark: boolean): Promise<ExternalBasemap | null> {
  if (settings.kind === 'schematic') return null;
  const [{ basemapSources }] = await Promise.all([
    import('./basemap-sources.ts'),
    settings.kind === 'pmtiles' ? usePmtiles() : undefined,
  ]);
  return basemapSources(settings, dark);
}

async function usePmtiles(): Promise<void> {
  pmtilesReady ??= import('pmtiles').then(({ Protocol }) => {
    const protocol = new Protocol();
    addProtocol('pmtiles', protocol.tile);
  });
  return pmtilesReady;
}
