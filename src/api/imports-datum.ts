import gcoord from 'gcoord';
import type { Datum, ToWgs84 } from '../core/city-import/datum.ts';

/** The conversion from a file's coordinate system to WGS-84, the only one that is stored. */
export function toWgs84(datum: Datum): ToWgs84 {
  // CGCS2000 and WGS-84 differ by centimetres.
  if (datum === 'wgs84' || datum === 'cgcs2000') return (place) => place;
  const from = datum === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09;
  return ({ lng, lat }) => {
    const [x, y] = gcoord.transform([lng, lat], from, gcoord.WGS84);
    return { lng: x ?? lng, lat: y ?? lat };
  };
}
