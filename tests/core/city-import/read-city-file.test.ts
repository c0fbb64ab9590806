import { describe, expect, it } from 'vitest';
import { toWgs84 } from '../../../src/api/imports-datum.ts';
import { tilingReports } from '../../../src/core/city-import/check-plan.ts';
import { shiftHint, type Datum } from '../../../src/core/city-import/datum.ts';
import { readCityFiles, type CityFile } from '../../../src/core/city-import/read-city-file.ts';
import { readCsv } from '../../../src/core/feeds/csv.ts';
import { toGcj02 } from '../../../src/core/gcj02.ts';

type Pair = readonly [number, number];
const box = (west: number, south: number, east: number, north: number): Pair[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const area = (code: string, name: string, ring: readonly unknown[], more: object = {}): object => ({
  type: 'Feature',
  properties: { code, name, ...more },
  geometry: { type: 'Polygon', coordinates: [ring] },
});
const geojson = (name: string, ...features: object[]): CityFile => ({
  name,
  content: { text: JSON.stringify({ type: 'FeatureCollection', features }) },
});
const csv = (name: string, text: string): CityFile => {
  const table = readCsv(text);
  return { name, content: table.ok ? { table: table.value } : { error: table.error } };
};
const UNITS = [{ code: 'housing', name: '住建局' }];
const read = (
  files: readonly CityFile[],
  gridCodes: readonly string[] = ['410108'],
  datum: Datum = 'wgs84',
) => readCityFiles(files, toWgs84(datum), { units: UNITS, gridCodes: new Set(gridCodes) });
const keys = (files: readonly CityFile[], gridCodes?: readonly string[]) =>
  read(files, gridCodes).files.flatMap((file) =>
    file.problems.map(({ row, field, key }) => [row, field, key]),
  );

describe('grids', () => {
  it('1.16 reads a district with its towns, says the level by the code, gives each a place inside and its area', () => {
    const { plan, files } = read([
      geojson(
        'grids.geojson',
        area('410108', '惠济区', box(113.5, 34.8, 113.7, 34.9)),
        {
          type: 'Feature',
          properties: { 编码: 410108001, 名称: '新城', 网格长: '王' },
          geometry: { type: 'Polygon', coordinates: [box(113.5, 34.8, 113.6, 34.9)] },
        },
        area('410108002', '刘寨', box(113.6, 34.8, 113.7, 34.9)),
      ),
    ]);
    expect(files[0]).toMatchObject({ kind: 'grids', rows: 3, problems: [], error: null });
    expect(plan.grids.map(({ code, level, chief }) => [code, level, chief])).toEqual([
      ['410108', 'district', undefined],
      ['410108001', 'town', '王'],
      ['410108002', 'town', undefined],
    ]);
    expect(plan.grids[1]).toMatchObject({ lng: 113.55, lat: 34.85 });
    expect(plan.grids[1]!.areaKm2).toBeCloseTo(101.5, 0);
    expect(tilingReports(plan, [])).toEqual([
      { code: '410108', children: 2, gapShare: expect.closeTo(0, 6), problems: [] },
    ]);
  });

  it('1.16 reports children that leave a gap or lie on each other', () => {
    const towns = (east: number, west: number) =>
      read([
        geojson(
          'g',
          area('410108', '惠济区', box(113.5, 34.8, 113.7, 34.9)),
          area('410108001', '新城', box(113.5, 34.8, east, 34.9)),
          area('410108002', '刘寨', box(west, 34.8, 113.7, 34.9)),
        ),
      ]).plan;
    expect(tilingReports(towns(113.599, 113.6), [])[0]!.problems.map((each) => each.key)).toEqual([
      'trade_tiling_gap',
    ]);
    expect(tilingReports(towns(113.62, 113.6), [])[0]!.problems.map((each) => each.key)).toContain(
      'trade_tiling_overlap',
    );
    expect(tilingReports(towns(113.62, 113.6), [], false)[0]!.gapShare).toBeCloseTo(-0.1, 3);
  });

  it('names what is broken feature by feature and takes the rest', () => {
    const bow: Pair[] = [
      [113.5, 34.8],
      [113.6, 34.9],
      [113.6, 34.8],
      [113.5, 34.88],
      [113.5, 34.8],
    ];
    const file = geojson(
      'g',
      area('410108001', '好', box(113.5, 34.8, 113.6, 34.9)),
      area('410108002', '不闭合', box(113.5, 34.8, 113.6, 34.9).slice(0, 4)),
      area('410108003', '自相交', bow),
      area('41010', '编码', box(113.5, 34.8, 113.6, 34.9)),
      area('410108005', '出界', box(213.5, 34.8, 213.6, 34.9)),
      area('410108006', '', box(113.5, 34.8, 113.6, 34.9)),
      {
        type: 'Feature',
        properties: { code: '410108007', name: '点' },
        geometry: { type: 'Point', coordinates: [1, 2] },
      },
      area('410108001', '重复', box(113.5, 34.8, 113.6, 34.9)),
      { type: 'Feature', properties: null, geometry: null },
    );
    expect(read([file]).plan.grids.map((each) => each.name)).toEqual(['好']);
    expect(keys([file])).toEqual([
      [2, 'geometry', 'upwind_area_unclosed'],
      [3, 'geometry', 'upwind_area_crosses_itself'],
      [4, 'code', 'admin_city_code'],
      [5, 'geometry', 'upwind_area_out_of_range'],
      [6, 'name', 'admin_city_no_name'],
      [7, 'geometry', 'upwind_area_not_polygon'],
      [9, 'geometry', 'upwind_area_not_polygon'],
      [8, 'code', 'admin_city_twice'],
    ]);
  });

  it('a grid without its parent stays out, and so do the grids below it', () => {
    const file = geojson(
      'g',
      area('410199001', '别区', box(113.5, 34.8, 113.6, 34.9)),
      area('410199001001', '别村', box(113.5, 34.8, 113.6, 34.9)),
    );
    expect(keys([file])).toEqual([
      [1, 'code', 'admin_city_parent'],
      [2, 'code', 'admin_city_parent'],
    ]);
    expect(keys([file], ['410199'])).toEqual([]);
  });

  it('says line and column of broken JSON, and refuses JSON that is no FeatureCollection', () => {
    const errors = read([
      { name: 'a', content: { text: '{"type":\n "FeatureCollection",]' } },
      { name: 'b', content: { text: '{"a":1}' } },
      { name: 'c', content: { text: '{"type":"FeatureCollection","features":[]}' } },
    ]).files.map((file) => [file.error?.key, file.error?.params]);
    expect(errors).toEqual([
      ['admin_feed_json_broken', { line: 2, column: 22 }],
      ['admin_city_not_geojson', undefined],
      ['admin_feed_empty', undefined],
    ]);
  });
});

describe('roads', () => {
  it('knows Chinese and OpenStreetMap classes and joins pieces of one road', () => {
    const line = (name: string, more: object, ...coordinates: Pair[]) => ({
      type: 'Feature',
      properties: { name, ...more },
      geometry: { type: 'LineString', coordinates },
    });
    const { plan, files } = read([
      geojson(
        'roads',
        line('江山路', { 等级: '主干路' }, [113.6, 34.8], [113.61, 34.81]),
        line('江山路', { highway: 'secondary' }, [113.61, 34.81], [113.62, 34.82]),
        line('连霍高速', { highway: 'motorway' }, [113.6, 34.8], [113.7, 34.8]),
        line('断点', { highway: 'trunk' }, [113.6, 34.8]),
        line('小径', { highway: 'footway' }, [113.6, 34.8], [113.7, 34.8]),
      ),
    ]);
    expect(plan.roads.map((each) => [each.name, each.class, each.line.type])).toEqual([
      ['江山路', 'main', 'MultiLineString'],
      ['连霍高速', 'expressway', 'LineString'],
    ]);
    expect(files[0]!.problems.map((each) => [each.row, each.key])).toEqual([
      [4, 'admin_city_short_line'],
      [5, 'admin_city_road_class'],
    ]);
  });
});

describe('tables', () => {
  it('1.44 reads sources with Chinese headers, kinds in words and places without a name', () => {
    const { plan, files } = read([
      csv(
        '源.csv',
        '编号,名称,类别,状态,经度,纬度,监管部门\nGD-1,一号工地,工地,施工,113.6,34.85,住建局\nSD-1,,沙堆,,113.61,34.86,\nCY-1,,餐饮,,113.61,34.86,\nGD-2,二号,工地,,34.85,113.6,住建局\nGD-3,三号,飞船,,113.6,34.85,\nGD-4,四号,工地,,113.6,34.85,火星局\nGD-1,重复,工地,,113.6,34.85,',
      ),
    ]);
    expect(plan.sources).toEqual([
      {
        code: 'GD-1',
        name: '一号工地',
        kind: 'site',
        state: 'active',
        lng: 113.6,
        lat: 34.85,
        regulator: 'housing',
      },
      { code: 'SD-1', name: '', kind: 'soil_yard', lng: 113.61, lat: 34.86, regulator: '' },
    ]);
    expect(files[0]!.problems.map((each) => [each.row, each.field, each.key])).toEqual([
      [3, 'name', 'admin_city_no_name'],
      [4, 'lng', 'admin_city_swapped'],
      [5, 'kind', 'admin_city_kind'],
      [6, 'regulator', 'admin_city_unit'],
      [7, 'code', 'admin_city_twice'],
    ]);
  });

  it('0.30 reads the records of land and permit, units by name or code, and names a unit that there is not', () => {
    const { plan, files } = read([
      csv(
        '源.csv',
        '编号,名称,类别,经度,纬度,用地主管单位,用地文号,许可主管单位,许可文号\nGD-1,一号,工地,113.6,34.85,住建局,YD-7,housing,\nGD-2,二号,工地,113.6,34.86,火星局,,,',
      ),
    ]);
    expect(plan.sources.map((each) => each.profile)).toEqual([
      { landUnit: 'housing', landNo: 'YD-7', permitUnit: 'housing', permitNo: null },
    ]);
    expect(files[0]!.problems.map((each) => [each.row, each.field, each.key])).toEqual([
      [2, 'landUnit', 'admin_city_unit'],
    ]);
  });

  it('reads stations, and names the columns that a table lacks', () => {
    const good = read([csv('s', '站点编码,站点名称,级别,经度,纬度,对照点\nS1,甲,国控,113°37\'12",34.85,是')]);
    expect(good.plan.stations).toEqual([
      { code: 'S1', name: '甲', level: 'national', background: true, lng: 113.62, lat: 34.85 },
    ]);
    const monitor = read([
      csv('s', '站点编码,站点名称,级别,经度,纬度,污染源\nM1,围挡,微站,113.62,34.85,GD-0012'),
    ]);
    expect(monitor.plan.stations).toMatchObject([{ code: 'M1', level: 'micro', source: 'GD-0012' }]);
    const bad = read([csv('s', '名称,级别,经度\n甲,国控,113.6'), csv('x', 'a,b\n1,2')]);
    expect(bad.files.map((each) => each.error)).toEqual([
      { key: 'admin_city_no_column', params: { fields: 'code lat' } },
      { key: 'admin_city_table_unknown' },
    ]);
  });
});

describe('datum', () => {
  const fence = { type: 'Polygon', coordinates: [box(113.5, 34.8, 113.7, 34.9)] } as const;
  const edge = box(113.5, 34.8, 113.7, 34.9).flatMap(([lng, lat], i, all) => {
    const next = all[i + 1];
    return next
      ? [0, 0.25, 0.5, 0.75].map((t) => ({ lng: lng + (next[0] - lng) * t, lat: lat + (next[1] - lat) * t }))
      : [];
  });

  it('brings GCJ-02 and BD-09 back to WGS-84 within a metre and leaves CGCS2000 alone', () => {
    const place = { lng: 113.6, lat: 34.85 };
    const back = toWgs84('gcj02')(toGcj02(place));
    expect(Math.hypot(back.lng - place.lng, back.lat - place.lat)).toBeLessThan(1e-5);
    expect(toWgs84('cgcs2000')(place)).toEqual(place);
    const { lng, lat } = toWgs84('bd09')(place);
    expect(Math.hypot((lng - place.lng) * 91_000, (lat - place.lat) * 111_000)).toBeGreaterThan(700);
  });

  it('hints when an outline given as WGS-84 is shifted, and says nothing of one that fits or was declared', () => {
    expect(shiftHint(edge.map(toGcj02), fence, 'wgs84')?.shiftM).toBeGreaterThan(300);
    expect(shiftHint(edge, fence, 'wgs84')).toBeNull();
    expect(shiftHint(edge.map(toGcj02), fence, 'gcj02')).toBeNull();
    expect(shiftHint(edge.map(toGcj02), null, 'wgs84')).toBeNull();
  });
});
