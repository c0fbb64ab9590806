import { heatColours } from '../../map/layers/heat-style.ts';
import { paletteOfDocument } from '../../map/palette.ts';
import { problemColumns } from '../../state/problem-columns.svelte.ts';
import { theme } from '../../state/theme.svelte.ts';
import type { ViewAnswer } from '../../workers/columns-protocol.ts';
import type { LeadView } from './lead-view.svelte.ts';

/** The heat or the clusters of what a view shows, asked for anew when it moves. Made while a component is set up. */
export class HeatAnswer {
  shown = $state.raw<ViewAnswer | null>(null);
  readonly #colours = $derived.by(() => {
    void theme.current;
    return heatColours(paletteOfDocument());
  });

  constructor(of: { readonly view: () => LeadView; readonly zoom: () => number }) {
    $effect(() => {
      void problemColumns.version;
      const view = of.view();
      if (!view.shown || problemColumns.state !== 'ready') return;
      const request = {
        box: view.shown,
        zoom: of.zoom(),
        filter: view.filter,
        time: view.time,
        mode: view.query.layer,
        colours: this.#colours,
      };
      void problemColumns.view(request).then((answer) => {
        if (answer) this.shown = answer;
      });
    });
  }
}
