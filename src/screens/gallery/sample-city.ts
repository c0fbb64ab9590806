import { basemapData, type BasemapData, type GridShape, type RoadShape } from '../../map/basemap-data.ts';

/** A made-up stretch of land, so that the gallery shows the map with no server and no real place. */
export const SAMPLE_BOUNDS = [113.535, 34.81, 113.7, 34.92] as const;

const fence: readonly [number, number][] = [
  [113.53, 34.92],
  [113.6, 34.93],
  [113.66, 34.905],
  [113.715, 34.895],
  [113.712, 34.855],
  [113.665, 34.845],
  [113.662, 34.8],
  [113.625, 34.79],
  [113.605, 34.83],
  [113.56, 34.835],
  [113.528, 34.87],
];

const divide: readonly [number, number] = [113.618, 34.862];

function grid(
  id: string,
  name: string,
  level: string,
  ring: readonly (readonly [number, number])[],
): GridShape {
  const lng = ring.reduce((sum, [x]) => sum + x, 0) / ring.length;
  const lat = ring.reduce((sum, [, y]) => sum + y, 0) / ring.length;
  return {
    id,
    name,
    level,
    parent: 'd',
    polygon: { type: 'Polygon', coordinates: [[...ring, ring[0]]] },
    lng,
    lat,
  };
}

function road(name: string, kind: string, ...line: [number, number][]): RoadShape {
  return { id: name, name, class: kind, line: { type: 'LineString', coordinates: line } };
}

/** Towns are slices of the fence around one point, which is enough to see their dashed lines. */
function towns(): GridShape[] {
  const names = ['北渡镇', '东林街道', '南坪街道', '西营镇'];
  const cuts = [0, 3, 6, 8, 11];
  return names.map((name, i) => {
    const part = fence.slice(cuts[i], (cuts[i + 1] ?? 0) + 1);
    if (i === names.length - 1 && fence[0]) part.push(fence[0]);
    return grid(`t${i}`, name, 'town', [...part, divide]);
  });
}

export function sampleBasemap(): BasemapData {
  const river: RoadShape = {
    ...road(
      '清河',
      'river',
      [113.44, 34.935],
      [113.54, 34.935],
      [113.62, 34.938],
      [113.7, 34.915],
      [113.8, 34.905],
    ),
    widthM: 900,
  };
  return basemapData(
    [{ ...grid('d', '示例区', 'district', fence), parent: 'city' }, ...towns()],
    [
      river,
      road('小沙河', 'river', [113.46, 34.85], [113.56, 34.845], [113.63, 34.852], [113.76, 34.825]),
      road('环城高速', 'expressway', [113.44, 34.815], [113.58, 34.81], [113.66, 34.822], [113.8, 34.815]),
      road('中山路', 'trunk', [113.6, 34.98], [113.605, 34.87], [113.61, 34.74]),
      road('滨河路', 'main', [113.45, 34.9], [113.58, 34.895], [113.66, 34.88], [113.8, 34.87]),
      road('学院路', 'branch', [113.64, 34.97], [113.645, 34.85], [113.64, 34.75]),
      road('工农路', 'branch', [113.47, 34.87], [113.62, 34.87], [113.77, 34.85]),
    ],
  );
}
