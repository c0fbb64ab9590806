import type { Map as MapLibreMap } from 'maplibre-gl';
import { boundsOf, fitTo, holds } from '../../map/fit.ts';
import { city } from '../../state/city.svelte.ts';
import { dispatch } from '../../state/dispatch.svelte.ts';
import type { ZoneAnswer } from '../../workers/zone-job.ts';
import { deskView } from './desk-view.svelte.ts';
import { cornersOf } from './map-marks.svelte.ts';

/** Pixels that the banner, the tools and the legend cover. */
export const DESK_PADDING = { left: 40, right: 80, top: 112, bottom: 112 };
const SHORT = { left: 24, right: 72, top: 84, bottom: 64 };
const SHORT_PX = 520;

/**
 * What the desk's map looks at. A new station's zone is brought into view once; afterwards the map stays where the dispatcher left
 * it. A zone of another wind lies elsewhere: it is brought into view when it is not, and so is the measured one after it. Made while
 * a component is set up.
 */
export class DeskCamera {
  map = $state.raw<MapLibreMap | undefined>();
  readonly district = $derived(
    boundsOf(
      [...city.towns.map((each) => ({ lng: each.lng, lat: each.lat })), ...city.data.stations],
      0.08,
    ) ?? ([113.4, 34.75, 113.8, 34.98] as const),
  );
  #fittedFor: string | null = deskView.extent ? dispatch.station : null;
  #tried: ZoneAnswer | null = null;

  constructor() {
    $effect(() => this.#follow(dispatch.showZone ? dispatch.answer : null));
    $effect(() => {
      if (dispatch.station === null) this.#fittedFor = null;
    });
  }

  /** A link's extent comes before any fit; then what a person moves to is kept, not what the desk fits. */
  ready = (made: MapLibreMap): void => {
    if (deskView.extent) {
      const [west, south, east, north] = deskView.extent;
      made.fitBounds([west, south, east, north], { animate: false, padding: 0 });
    }
    made.on('moveend', (event) => {
      if (!event.originalEvent) return;
      const bounds = made.getBounds();
      deskView.extent = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    });
  };

  fit = (): void => {
    deskView.extent = null;
    if (this.map) fitTo(this.map, this.district, this.#padding());
  };

  #follow(answer: ZoneAnswer | null): void {
    const zone = answer?.zone;
    const { map } = this;
    if (!map || !answer || !zone || zone.shape.kind === 'none') return;
    const isNew = zone.station !== this.#fittedFor;
    const isTurned = dispatch.whatIf !== null || (this.#tried !== null && this.#tried !== answer);
    this.#tried = dispatch.whatIf ? answer : this.#tried === answer ? this.#tried : null;
    if (!isNew && !isTurned) return;
    this.#fittedFor = zone.station;
    const edge = answer.levels[0]?.geometry;
    const bounds = boundsOf([zone.apex, ...(edge ? cornersOf(edge) : [])], 0.15);
    if (!bounds || (!isNew && holds(map, bounds))) return;
    deskView.extent = null;
    fitTo(map, bounds, this.#padding());
  }

  /** On a low screen the banner and the legend leave less to pad. */
  #padding(): typeof DESK_PADDING {
    return (this.map?.getContainer().clientHeight ?? SHORT_PX) < SHORT_PX ? SHORT : DESK_PADDING;
  }
}
