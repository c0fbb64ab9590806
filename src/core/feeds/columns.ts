import { halfWidth } from './parse-number.ts';

/** What a column of a push or of a table of history can hold. */
export const COLUMNS = [
  'station',
  'time',
  'date',
  'year',
  'month',
  'day',
  'hour',
  'minute',
  'span_min',
  'wind_dir',
  'wind_speed',
  'wind_gust',
  'wind_sigma',
  'pm25',
  'pm10',
  'so2',
  'no2',
  'o3',
  'co',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Names seen in loggers' and offices' files, without blanks, dots, dashes and underscores, in lower case. */
const NAMES: Readonly<Record<Column, readonly string[]>> = {
  station: [
    'station',
    'stationcode',
    'stationid',
    'stationname',
    'site',
    'code',
    '站点',
    '站点名称',
    '站点编码',
    '站点编号',
    '站名',
    '监测点',
    '点位',
    '点位名称',
  ],
  time: [
    'time',
    'at',
    'datetime',
    'timestamp',
    'ts',
    '时间',
    '监测时间',
    '数据时间',
    '日期时间',
    'monitortime',
    'timepoint',
  ],
  date: ['date', '日期', '监测日期'],
  year: ['year', '年'],
  month: ['month', '月'],
  day: ['day', '日'],
  hour: ['hour', '时', '小时'],
  minute: ['minute', '分', '分钟'],
  span_min: ['spanmin', 'span', 'minutes', '时长'],
  wind_dir: ['winddir', 'winddirection', 'wd', 'dir', 'dirfromdeg', 'fromdeg', '风向'],
  wind_speed: ['windspeed', 'ws', 'wspm', 'speed', 'speedms', '风速'],
  wind_gust: ['windgust', 'windgusts', 'gust', 'gustms', '阵风', '极大风速'],
  wind_sigma: [
    ...['windsigma', 'sigmatheta', 'sigmathetadeg', 'σθ', 'sdwd', 'wdsd', 'winddirsd', 'winddirstd'],
    ...['风向标准差', '风向标准偏差'],
  ],
  pm25: ['pm25', '细颗粒物'],
  pm10: ['pm10', '可吸入颗粒物'],
  so2: ['so2', '二氧化硫'],
  no2: ['no2', '二氧化氮'],
  o3: ['o3', '臭氧'],
  co: ['co', '一氧化碳'],
};

const BY_NAME = new Map<string, Column>(
  COLUMNS.flatMap((column) => NAMES[column].map((name) => [name, column] as const)),
);

/** Column a header stands for, with the unit it declares: "PM2.5(μg/m³)" → pm25, "μg/m³". Null = a column nobody asked for. */
export function readHeader(header: string): { readonly column: Column; readonly unit: string | null } | null {
  const text = halfWidth(header)
    .replace(/^\uFEFF/, '')
    .trim();
  const match = /^(.*?)\s*[([【]\s*([^)\]】]*)\s*[)\]】]\s*$/.exec(text);
  const column = BY_NAME.get(normalise(match?.[1] ?? text)) ?? BY_NAME.get(normalise(text));
  return column ? { column, unit: match?.[2]?.trim() || null } : null;
}

function normalise(name: string): string {
  return subscripts(name)
    .toLowerCase()
    .replace(/[\s._\-–]/g, '')
    .replace(/浓度$/, '');
}

function subscripts(text: string): string {
  return text.replace(/[₀-₉]/g, (each) => String(each.charCodeAt(0) - 0x2080));
}
