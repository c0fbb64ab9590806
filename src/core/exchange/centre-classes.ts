/** Catalogue that replaces the product's own lines; its body is {classes: CentreClass[]}. */
export const CENTRE_CLASSES_CATALOGUE = 'exchange_classes';

/** One of our categories in the words of the centre: 大类 and 小类 of an event. */
export interface CentreClass {
  readonly category: string;
  readonly major: string;
  readonly minor: string;
}

const lines = (major: string, minors: Readonly<Record<string, readonly string[]>>): readonly CentreClass[] =>
  Object.entries(minors).flatMap(([minor, categories]) =>
    categories.map((category) => ({ category, major, minor })),
  );

/**
 * What a first exchange begins with. The majors are those of event lists of such centres; a city numbers and names its minors itself,
 * so the administrator replaces this by the centre's own list. Of several categories under one minor the first is taken on the way in.
 */
export const DEFAULT_CENTRE_CLASSES: readonly CentreClass[] = [
  ...lines('施工管理', {
    工地扬尘: ['dust.accumulated', 'dust.wet_work', 'dust.enclosure', 'dust.wheel_wash', 'dust.no_monitor'],
    裸土未覆盖: ['dust.bare_soil', 'land.bare'],
    物料堆放未覆盖: ['dust.pile_uncovered', 'yard.soil', 'yard.sand', 'plant.batching'],
    违规施工: ['dust.work_in_ban'],
    道路遗撒: ['road.spill'],
    施工废弃料: ['waste.construction'],
    工地道路破损: ['dust.road_broken'],
    渣土车管理: ['truck.unsealed', 'truck.unlicensed', 'truck.route', 'truck.overweight'],
    非道路机械: ['machine.smoke', 'machine.no_code'],
  }),
  ...lines('市容环境', {
    道路不洁: ['road.dust'],
    焚烧垃圾树叶: ['burn.rubbish', 'burn.leaves', 'burn.straw'],
    油烟污染: ['fume.not_running', 'fume.no_purifier', 'fume.not_cleaned'],
    燃放烟花爆竹: ['fireworks'],
    散煤: ['coal.scattered'],
  }),
  ...lines('河湖水域', {
    水域不洁: ['river.floating', 'river.board'],
    河道四乱: ['river.pile', 'river.occupy', 'river.dig', 'river.build'],
    污水排放: ['river.outlet', 'river.sewage'],
  }),
  ...lines('街面秩序', { 露天烧烤: ['bbq.open'], 人员脱岗: ['duty.absent'] }),
  ...lines('环境保护', {
    企业排污: ['ent.unorganised', 'ent.voc', 'ent.exceed', 'ent.facility_off', 'ent.emergency_not_met'],
    散乱污企业: ['ent.illegal_small'],
    加油站: ['gas.vapour', 'gas.illegal'],
  }),
];

const OTHER: Omit<CentreClass, 'category'> = { major: '扩展', minor: '其他' };

/** What one of our categories is called there. */
export function centreClassOf(
  category: string,
  classes: readonly CentreClass[],
): Omit<CentreClass, 'category'> {
  return classes.find((each) => each.category === category) ?? OTHER;
}

/** Our category of a class of theirs; '' = nobody has said which it is. */
export function categoryOfClass(major: string, minor: string, classes: readonly CentreClass[]): string {
  const same = classes.filter((each) => each.minor === minor);
  return (same.find((each) => each.major === major) ?? (major === '' ? same[0] : undefined))?.category ?? '';
}

/** Lines of the catalogue; the product's own when it says nothing that can be read. */
export function readCentreClasses(body: unknown): readonly CentreClass[] {
  const classes = (body as { readonly classes?: unknown } | null)?.classes;
  if (!Array.isArray(classes)) return DEFAULT_CENTRE_CLASSES;
  const read = (classes as readonly Partial<CentreClass>[]).filter(
    (each): each is CentreClass =>
      typeof each?.category === 'string' && typeof each.major === 'string' && typeof each.minor === 'string',
  );
  return read.length > 0 ? read : DEFAULT_CENTRE_CLASSES;
}
