import { chooseWind, type ChosenWind, type WindTrack } from '../../core/feeds/choose-wind.ts';
import { regressWind } from '../../core/feeds/regress-wind.ts';
import type { TriggerPollutant } from '../../core/triggers/hour-air.ts';
import type { Instant } from '../../core/units.ts';
import { proposeCheapZone, proposeZone } from '../../core/upwind/propose-zone.ts';
import { helpingSeries, stationZoneInput } from '../../core/upwind/station-zone-input.ts';
import type { TrackPoint, Zone } from '../../core/upwind/zone.ts';
import type { ZoneInput } from '../../core/upwind/zone-input.ts';
import type { WindFit } from '../../core/wind/wind-regression.ts';
import type { StationAir } from './read-air.ts';
import type { Station } from './read-stations.ts';

/** A station's wind, the zone it gives and what it was computed from. */
export interface StationZone {
  readonly station: Station;
  readonly wind: ChosenWind | null;
  readonly input: ZoneInput;
  readonly zone: Zone;
}

/** What a tick knows of all stations; `stations` and `air` go side by side. */
export interface Around {
  readonly stations: readonly Station[];
  readonly air: readonly StationAir[];
  readonly tracks: readonly WindTrack[];
  /** What was learnt of stations that have no wind now. */
  readonly fits: ReadonlyMap<string, WindFit>;
  /** Levels of stations that are dust monitors. */
  readonly monitorLevels: readonly string[];
}

/**
 * Zone of the station at `index` for a pollutant: `cheap`, a corridor or sector from its own values; `close`, where a suggestion is
 * open, the posterior on the small grid from its values and its nearest neighbours', clean ones included.
 */
export function stationZone(
  { stations, air, tracks, fits, monitorLevels }: Around,
  index: number,
  at: Instant,
  pollutant: TriggerPollutant,
  look: 'cheap' | 'close',
): StationZone {
  const station = stations[index]!;
  const { hourly, series: own } = air[index]!;
  const fit = fits.get(station.id);
  const wind = chooseWind(station, tracks, at, fit ? regressWind(fit) : null);
  const series =
    look === 'cheap'
      ? [own[pollutant]].filter((each) => each.at.length > 0)
      : helpingSeries(
          station,
          stations,
          monitorLevels,
          (each) => air[stations.indexOf(each)]!.series[pollutant],
        );
  const input = stationZoneInput(station, wind, { hourly, series }, at);
  const zone = look === 'cheap' ? proposeCheapZone(input) : proposeZone(input, 'cheap');
  return { station, wind, input, zone: shortened(zone) };
}

/** Track points to the decimetre and the second: what is sent, tested and kept is one and the same. */
function shortened(zone: Zone): Zone {
  if (zone.shape.kind !== 'corridor') return zone;
  return { ...zone, shape: { ...zone.shape, tracks: zone.shape.tracks.map((track) => track.map(short)) } };
}

function short({ x, y, ageS, halfWidthM }: TrackPoint): TrackPoint {
  return {
    x: Math.round(x * 10) / 10,
    y: Math.round(y * 10) / 10,
    ageS: Math.round(ageS),
    halfWidthM: Math.round(halfWidthM * 10) / 10,
  };
}
