import type { Palette } from '../palette.ts';
import type { LayerDrawing } from './layer.ts';

/** The grid somebody works in or has pressed: a thin accent edge over a breath of accent. */
export function gridSelectionLayers(palette: Palette): LayerDrawing[] {
  const { colour } = palette;
  return [
    { id: 'grid-selected', type: 'fill', paint: { 'fill-color': colour.accent, 'fill-opacity': 0.06 } },
    {
      id: 'grid-selected-line',
      type: 'line',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colour['accent-text'], 'line-width': 1.5 },
    },
  ];
}
