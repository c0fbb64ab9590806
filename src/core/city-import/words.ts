/** Names of columns and properties as offices write them, in lower case without blanks, dots, dashes, underscores. */
const FIELDS = {
  code: ['code', '编码', '编号', '代码', '网格编码', '站点编码', '站点编号', 'adcode', 'id'],
  name: ['name', '名称', '网格名称', '站点名称', '站点', '道路名称', '企业名称', '工地名称', '污染源名称'],
  level: ['level', '级别', '站点级别', '站点类型'],
  kind: ['kind', '类别', '种类', '污染源类别', '类型'],
  state: ['state', '状态'],
  class: ['class', '道路等级', '等级', '类别', 'highway', 'fclass', 'waterway', '类型'],
  chief: ['chief', '网格长', '路长', '负责人'],
  lng: ['lng', 'lon', 'longitude', '经度', 'x'],
  lat: ['lat', 'latitude', '纬度', 'y'],
  background: ['background', '对照点', '对照'],
  operator: ['operator', '运维单位', '运维'],
  leader: ['leader', '包保领导', '分包领导', '责任领导'],
  card: ['card', '牌', '绿黄红牌', '牌级'],
  source: ['source', 'sourcecode', '污染源', '污染源编号', '所属工地', '所属污染源'],
  landUnit: ['landunit', '用地主管单位', '土地管理单位'],
  landNo: ['landno', '用地文号', '土地证号', '不动产权证号'],
  permitUnit: ['permitunit', '许可主管单位', '许可发放单位'],
  permitNo: ['permitno', '许可文号', '许可证号'],
  regulator: ['regulator', '监管单位', '监管部门', '行业部门', '行业监管部门'],
} as const;
export type CityField = keyof typeof FIELDS;

/** Words of closed sets as offices and OpenStreetMap write them. */
const WORDS = {
  level: {
    national: ['国控', '国控站', '国家'],
    provincial: ['省控', '省控站', '省'],
    municipal: ['市控', '市控站', '市'],
    micro: ['微站', '微型站', '小微站'],
  },
  kind: {
    earthwork: ['土石方', '土方'],
    site: ['工地', '建筑工地', '施工工地'],
    demolition: ['拆迁', '拆迁工地', '拆除工地'],
    linear_works: ['线性工程'],
    road: ['道路', '路段'],
    batching_plant: ['搅拌站', '混凝土搅拌站'],
    bare_land: ['裸地', '裸露土地', '裸露黄土'],
    soil_yard: ['土场沙堆', '土场', '沙堆', '沙场'],
    freight_yard: ['货运物料场', '货场', '料场', '停车场'],
    enterprise: ['企业', '工业企业', '工厂'],
    small_polluter: ['散乱污', '散乱污企业'],
    restaurant: ['餐饮', '餐饮店', '饭店'],
    market: ['市场', '集贸市场'],
    gas_station: ['加油站'],
    car_repair: ['汽修', '汽修厂'],
    household_coal: ['散煤户', '散煤'],
    open_burning: ['露天焚烧点', '焚烧点'],
    checkpoint: ['卡点'],
    unnamed: ['无名源', '无名'],
  },
  state: {
    active: ['在用', '在建', '施工', '营业', '生产', '正常'],
    stopped: ['停工', '停产', '停业'],
    sealed: ['封土', '封存', '查封'],
    finished: ['完工', '竣工', '结束'],
    banned: ['取缔'],
  },
  class: {
    expressway: ['高速', '高速公路', 'motorway', 'motorway_link'],
    trunk: ['国道', '省道', '国省干线', 'primary', 'trunk_link'],
    main: ['主干路', '主干道', '快速路', 'secondary'],
    branch: ['支路', '次干路', '次干道', 'tertiary', 'residential', 'unclassified', 'service'],
    river: ['河', '河流', '河道', 'canal', 'stream'],
  },
  card: { green: ['绿', '绿牌'], yellow: ['黄', '黄牌'], red: ['红', '红牌'] },
} as const;

/** The member of a closed set that a word stands for, or null. The member itself always does. */
export function wordFor(field: keyof typeof WORDS, word: string): string | null {
  const set = WORDS[field] as Readonly<Record<string, readonly string[]>>;
  const wanted = word.trim().toLowerCase();
  if (Object.hasOwn(set, wanted)) return wanted;
  return Object.keys(set).find((member) => set[member]?.includes(wanted)) ?? null;
}

/** 是, yes, true, 1. */
export function isYes(word: string): boolean {
  return /^(是|有|yes|y|true|1|√)$/i.test(word.trim());
}

/** Index of the column that holds a field, or −1. An earlier name in the list wins over a later one. */
export function columnOf(header: readonly string[], field: CityField): number {
  const plain = header.map((each) => normal(each));
  for (const name of FIELDS[field]) {
    const index = plain.indexOf(name);
    if (index >= 0) return index;
  }
  return -1;
}

/** Value of a property under any of its names, as trimmed text; '' when there is none. */
export function textOf(properties: Readonly<Record<string, unknown>>, field: CityField): string {
  const names = Object.keys(properties);
  const index = columnOf(names, field);
  return index < 0 ? '' : cellText(properties[names[index] ?? '']);
}

export function cellText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).trim()
    : '';
}

function normal(name: string): string {
  return name
    .replace(/^\uFEFF/, '')
    .toLowerCase()
    .replace(/[(（[【].*$/, '')
    .replace(/[\s._\-–]/g, '');
}
