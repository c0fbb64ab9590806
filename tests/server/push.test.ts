import { expect, test } from 'vitest';
import { dateClock } from '../../src/core/china-time.ts';
import type { Refusal } from '../../src/core/feeds/feed-row.ts';
import { airCity, HOUR, minutes, MINUTE, pushBody, pushRows, stationId, TOKEN } from './air-city.ts';
import { id } from './city.ts';
import { startServer } from './harness.ts';

const server = await startServer({ city: airCity });
const root = await server.as('root');

interface Stored {
  readonly at: number;
  readonly kind: string;
  readonly fromDeg: number;
  readonly speedMs: number;
  readonly compassPoints: number;
  readonly table: string;
  readonly before: object;
  readonly values: object;
}

async function rowsOf(collection: string, filter: string): Promise<Stored[]> {
  const reply = await root.get(
    `/api/collections/${collection}/records?perPage=500&filter=${encodeURIComponent(filter)}`,
  );
  expect(reply.status).toBe(200);
  return reply.body.items;
}

test('2.16 rows of wind and air are stored and answered for', async () => {
  const now = Date.now();
  const reply = await pushRows(server, [
    { station: 'S1', time: now, wind_dir: 225, wind_speed: 2.4, pm10: 131, span_min: 2 },
    { station: 'S9', time: now, pm10: 4 },
    { station: 'S1', time: now - 2 * MINUTE, wind_dir: 400, wind_speed: 2, pm25: 58, span_min: 2 },
  ]);
  expect(reply.status, reply.text).toBe(200);
  expect(reply.body).toMatchObject({ accepted: 2, duplicates: 0, corrected: 0 });
  expect(reply.body.refused.map((each: Refusal) => [each.row, each.field, each.key])).toEqual([
    [2, 'station', 'admin_feed_station_unknown'],
    [3, 'wind_dir', 'admin_feed_direction'],
  ]);
  const wind = await rowsOf('wind', `station = "${stationId(1)}"`);
  expect(wind.map((each) => [each.at, each.kind, each.fromDeg, each.speedMs])).toEqual([
    [now, 'steady', 225, 2.4],
  ]);
  const readings = await rowsOf('readings', `station = "${stationId(1)}"`);
  expect(readings.map((each) => each.values)).toEqual(expect.arrayContaining([{ pm10: 131 }, { pm25: 58 }]));
  const [feed] = await rowsOf('feeds', 'code = "logger"');
  expect(feed).toMatchObject({ state: 'ok', accepted: 2, refused: 2 });
});

test('2.16 the same rows again change nothing; another value is a correction that keeps the old one', async () => {
  const at = Date.now() - 10 * MINUTE;
  const row = { station: 'S2', time: at, wind_dir: 'SW', wind_speed: 2, pm10: 80 };
  expect((await pushRows(server, [row])).body).toMatchObject({ accepted: 1, duplicates: 0 });
  expect((await pushRows(server, [row, row])).body).toMatchObject({
    accepted: 0,
    duplicates: 2,
    corrected: 0,
  });
  expect((await pushRows(server, [{ ...row, pm25: 40 }])).body).toMatchObject({ accepted: 1, corrected: 0 });
  expect((await pushRows(server, [{ ...row, pm10: 84, wind_speed: 3 }])).body).toMatchObject({
    accepted: 0,
    corrected: 1,
  });
  const [reading] = await rowsOf('readings', `station = "${stationId(2)}"`);
  expect(reading!.values).toEqual({ pm10: 84, pm25: 40 });
  const corrections = await rowsOf('corrections', `feed = "logger"`);
  expect(corrections.map((each) => [each.table, each.before])).toEqual(
    expect.arrayContaining([
      ['readings', { pm10: 80, pm25: 40 }],
      ['wind', { kind: 'steady', fromDeg: 225, speedMs: 2, gustMs: 0, sigmaDeg: 0 }],
    ]),
  );
});

test('0.4 a pushed σθ is kept with its wind; one above 104° is refused by name', async () => {
  const at = Date.now() - 7 * MINUTE;
  const row = { station: 'S4', time: at, wind_dir: 'SW', wind_speed: 2, wind_sigma: 17.5, span_min: 10 };
  expect((await pushRows(server, [row])).body).toMatchObject({ accepted: 1, refused: [] });
  const [wind] = await rowsOf('wind', `station = "${stationId(4)}"`);
  expect(wind).toMatchObject({ fromDeg: 225, sigmaDeg: 17.5 });
  expect((await pushRows(server, [{ ...row, time: at - MINUTE, wind_sigma: 190 }])).body).toMatchObject({
    accepted: 1,
    refused: [{ row: 1, field: 'wind_sigma', key: 'admin_feed_too_high' }],
  });
});

test('2.16 late and reordered rows are taken, future and ancient ones refused', async () => {
  const now = Date.now();
  const rows = minutes(now - 60 * MINUTE, 20, [3], () => ({ pm10: 70 })).reverse();
  expect((await pushRows(server, rows)).body).toMatchObject({ accepted: 11, refused: [] });
  const odd = [
    { station: 'S3', time: now - 29 * 86_400_000, pm10: 60 },
    { station: 'S3', time: now + 4 * MINUTE, pm10: 60 },
    { station: 'S3', time: now + 6 * MINUTE, pm10: 60 },
    { station: 'S3', time: now - 31 * 86_400_000, pm10: 60 },
  ];
  const reply = await pushRows(server, odd);
  expect(reply.body.accepted).toBe(2);
  expect(reply.body.refused.map((each: Refusal) => [each.row, each.key])).toEqual([
    [3, 'admin_feed_time_future'],
    [4, 'admin_feed_time_ancient'],
  ]);
});

test('2.16 CSV with Chinese headers, 16-point names and calm', async () => {
  // The door takes rows of the last 30 days: a day's hours of its own, whenever this runs.
  const first = Math.floor(Date.now() / HOUR) * HOUR - 20 * HOUR;
  const second = first + HOUR;
  const csv = [
    '站点编码,监测时间,风向,风速(m/s),PM10(μg/m³),CO(mg/m³)',
    `S4,${dateClock(first)},西南,2.4,131,0.9`,
    `S4,${dateClock(second)},静风,0,—,-9999`,
    '',
  ].join('\n');
  const reply = await pushBody(server, csv, { 'Content-Type': 'text/csv' });
  expect(reply.status, reply.text).toBe(200);
  expect(reply.body).toMatchObject({ accepted: 2, refused: [] });
  expect(reply.body.missing.map((each: Refusal) => [each.row, each.field, each.params])).toEqual([
    [2, 'co', { value: -9999 }],
  ]);
  const wind = await rowsOf('wind', `station = "${stationId(4)}" && (at = ${first} || at = ${second})`);
  expect(
    Object.fromEntries(
      wind.map((each) => [each.at, [each.kind, each.fromDeg, each.speedMs, each.compassPoints]]),
    ),
  ).toEqual({ [first]: ['steady', 225, 2.4, 16], [second]: ['calm', 0, 0, 0] });
  const readings = await rowsOf('readings', `station = "${stationId(4)}"`);
  expect(readings.map((each) => [each.at, each.values])).toEqual([[first, { pm10: 131, co: 0.9 }]]);
});

test.each([
  ['no token', {}, 401],
  ['a wrong token', { Authorization: 'Bearer nonsense' }, 401],
  ['a token without its scheme', { Authorization: TOKEN }, 401],
])('6 %s is refused', async (_, headers, status) => {
  const reply = await fetch(`${server.url}/api/sf/push/logger`, {
    method: 'POST',
    headers,
    body: '{"rows":[]}',
  });
  expect(reply.status).toBe(status);
  expect((await reply.json()).message).toBe('admin_push_token');
});

test('6 a feed that is off, or is none, takes no token', async () => {
  for (const code of ['off', 'nobody']) {
    const headers = { Authorization: `Bearer ${TOKEN}` };
    const reply = await fetch(`${server.url}/api/sf/push/${code}`, {
      method: 'POST',
      headers,
      body: '{"rows":[]}',
    });
    expect(reply.status).toBe(401);
  }
});

test('6 malformed bodies are refused with the place where they break', async () => {
  const broken = await pushBody(server, '{"rows":[\n {"station":"S1",\n');
  expect([broken.status, broken.body.message, broken.body.data.params]).toEqual([
    400,
    'admin_feed_json_broken',
    { line: 3, column: 1 },
  ]);
  const csv = await pushBody(server, 'station,time,pm10\nS1,"2026', { 'Content-Type': 'text/csv' });
  expect([csv.status, csv.body.message, csv.body.data.params]).toEqual([
    400,
    'admin_feed_csv_quote',
    { line: 2, column: 4 },
  ]);
  const gbk = new Uint8Array([0xd5, 0xbe, 0xb5, 0xe3, 0x2c, 0x74]);
  expect((await pushBody(server, gbk, { 'Content-Type': 'text/csv' })).body.message).toBe(
    'admin_feed_not_utf8',
  );
  const [feed] = await rowsOf('feeds', 'code = "logger"');
  expect(feed).toMatchObject({ state: 'failing', lastError: { key: 'admin_feed_csv_quote' } });
});

test('6 an unknown unit refuses the body, CO in µg/m³ is converted when it says so and refused when it does not', async () => {
  const row = { station: 'S5', time: Date.now() - 5 * MINUTE, co: 850 };
  expect((await pushRows(server, [row], { unit: { co: 'ppm' } })).body).toMatchObject({
    message: 'admin_feed_unit_unknown_for',
  });
  expect((await pushRows(server, [row])).body.refused[0]).toMatchObject({
    field: 'co',
    key: 'admin_feed_co_unit',
  });
  expect((await pushRows(server, [row], { unit: { co: 'µg/m³' } })).body).toMatchObject({
    accepted: 1,
    refused: [],
  });
  const [reading] = await rowsOf('readings', `station = "${stationId(5)}"`);
  expect(reading!.values).toEqual({ co: 0.85 });
});

test('2.16 a mobile run and a camera arrive through the same door; 1.20 handheld values stay apart from the stations', async () => {
  const now = Date.now();
  const mobile = [
    { device: 'P1', time: now - MINUTE, lng: 113.56, lat: 34.86, accuracy_m: 6, pm10: 240 },
    { device: 'P1', time: now - MINUTE, lng: 34.86, lat: 113.56, pm10: 240 },
    { device: '', time: now - MINUTE, lng: 113.56, lat: 34.86, pm10: 240 },
    // A logger that repeats itself: the first counts.
    { device: 'P1', time: now - MINUTE, lng: 113.57, lat: 34.86, pm10: 241 },
  ];
  const sightings = [
    { kind: 'video', device: 'CAM-7', time: now - MINUTE, source: 'sitesouthwest', note: '黑烟' },
    { kind: 'rumour', device: 'CAM-7', time: now, lng: 113.56, lat: 34.86 },
    { kind: 'video', device: 'CAM-7', time: now, source: 'nowhere' },
  ];
  const before = (await rowsOf('readings', '')).length;
  const body = JSON.stringify({ mobile, sightings });
  const reply = await pushBody(server, body);
  expect(reply.status, reply.text).toBe(200);
  expect(reply.body).toMatchObject({ accepted: 2, duplicates: 1 });
  expect(reply.body.refused.map((each: Refusal) => [each.row, each.field, each.key])).toEqual([
    [2, 'mobile.lng', 'admin_feed_place'],
    [3, 'mobile.device', 'admin_feed_device'],
    [2, 'sightings.kind', 'admin_feed_sighting_kind'],
    [3, 'sightings.source', 'admin_feed_source_unknown'],
  ]);
  expect((await pushBody(server, body)).body).toMatchObject({ accepted: 0, duplicates: 3 });
  expect(await rowsOf('mobile_readings', '')).toEqual([
    expect.objectContaining({ device: 'P1', lng: 113.56, accuracyM: 6, values: { pm10: 240 } }),
  ]);
  expect(await rowsOf('sightings', '')).toEqual([
    expect.objectContaining({ kind: 'video', device: 'CAM-7', lng: 113.535, note: '黑烟' }),
  ]);
  expect((await rowsOf('readings', '')).length).toBe(before);
  const state = (await (await server.as('dispatcher')).get('/api/sf/now')).body;
  expect(state.mobile).toEqual([
    expect.objectContaining({ lng: 113.56, device: 'P1', group: '', values: { pm10: 240 } }),
  ]);
  expect(state.sightings).toEqual([expect.objectContaining({ kind: 'video', source: id('sitesouthwest') })]);
  for (const station of state.stations) expect(station.values.pm10 ?? 0).toBeLessThan(240);
});

test('0.41 an alarm of any device makes a case of the category set for its feed, once however often it is sent', async () => {
  const admin = await server.as('admin');
  const body = { code: 'canal', name: '水渠防溺水', alarmCategory: 'waste.construction' };
  const made = await admin.send('POST', '/api/sf/feeds', body);
  expect(made.status, made.text).toBe(200);
  expect(
    (await admin.send('POST', '/api/sf/feeds', { ...body, code: 'x1', alarmCategory: 'no.such' })).status,
  ).toBe(400);
  const time = Date.now() - MINUTE;
  const alarms = [
    { device: 'DROWN-3', time, lng: 113.55, lat: 34.85, note: '有人落水' },
    { device: 'DROWN-4', time, lng: 100.1, lat: 30.1 },
    { device: '', time, lng: 113.55, lat: 34.85 },
  ];
  const push = () =>
    fetch(`${server.url}/api/sf/push/canal`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${made.body.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ alarms }),
    }).then((answer) => answer.json());
  const first = (await push()) as { accepted: number; refused: Refusal[] };
  expect(first.accepted).toBe(1);
  expect(first.refused.map((each) => [each.row, each.key])).toEqual([
    [3, 'admin_feed_device'],
    [2, 'server_place_outside'],
  ]);
  expect(await push()).toMatchObject({ accepted: 0, duplicates: 1 });
  const cases = (await rowsOf('problems', "origin = 'device'")) as unknown as Record<string, unknown>[];
  expect(cases.map((each) => [each['category'], each['state'], each['foundAt']])).toEqual([
    ['waste.construction', 'found', time],
  ]);
  const other = await pushBody(server, JSON.stringify({ alarms: [alarms[0]] }));
  expect(other.body.refused[0].key).toBe('admin_feed_alarm_no_category');
});

test('2.16 codes for missing are left out and named: which row, which field, which code; the rest of the row is kept', async () => {
  const now = Date.now();
  const reply = await pushRows(
    server,
    [
      {
        station: 'S5',
        time: now,
        wind_dir: -9999,
        wind_speed: -9999,
        pm10: 61,
        co: 9999,
        pm25: 'NA',
        no2: '',
      },
      { station: 'S5', time: now - 2 * MINUTE, pm10: 999, pm25: 40 },
    ],
    { mobile: [{ device: 'car', time: now, lng: 113.55, lat: 34.85, pm10: 80, pm25: -999 }] },
  );
  expect(reply.body).toMatchObject({ accepted: 3 });
  const said = (list: readonly Refusal[]) =>
    list.map((each) => [each.row, each.field, each.key, each.params]);
  expect(said(reply.body.missing)).toEqual([
    [1, 'co', 'admin_feed_missing_code', { value: 9999 }],
    [1, 'wind_dir', 'admin_feed_missing_code', { value: -9999 }],
    [1, 'wind_speed', 'admin_feed_missing_code', { value: -9999 }],
    [1, 'mobile.pm25', 'admin_feed_missing_code', { value: -999 }],
  ]);
  // 999 µg/m³ of dust can be measured: whether it was, only the sender knows.
  expect(said(reply.body.refused)).toEqual([[2, 'pm10', 'admin_feed_code_999', { value: 999 }]]);
  const readings = await rowsOf('readings', `station = "${stationId(5)}"`);
  expect(readings.map((each) => each.values)).toEqual(expect.arrayContaining([{ pm10: 61 }, { pm25: 40 }]));
  expect(await rowsOf('wind', `station = "${stationId(5)}"`)).toEqual([]);
  const [feed] = await rowsOf('feeds', 'code = "logger"');
  expect((feed as unknown as { lastRefused: Refusal[] }).lastRefused).toEqual(reply.body.refused);
  await pushRows(server, [{ station: 'S5', time: now - 4 * MINUTE, pm10: 60 }]);
  const [after] = await rowsOf('feeds', 'code = "logger"');
  expect((after as unknown as { lastRefused: unknown }).lastRefused).toBeNull();
});
