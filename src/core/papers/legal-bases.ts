/**
 * Articles of 《中华人民共和国大气污染防治法》 (2018) that a category is usually held against: 18 standards, 20 evading supervision,
 * 36 scattered coal, 45 VOC, 47 vapour recovery, 48 unorganised emission, 51 machines, 69 building dust, 70 transport and roads,
 * 72 stored material, 77 straw and leaves, 81 fume and barbecue, 82 rubbish and fireworks, 96 emergency measures. A proposal: whoever issues
 * the paper decides.
 */
const ARTICLES: readonly (readonly [category: string, articles: readonly number[]])[] = [
  ['dust.pile_uncovered', [69, 72]],
  ['dust.', [69]],
  ['road.', [70]],
  ['truck.unsealed', [70]],
  ['machine.', [51]],
  ['fume.', [81]],
  ['bbq.', [81]],
  ['burn.rubbish', [82]],
  ['burn.', [77]],
  ['fireworks', [82]],
  ['coal.', [36]],
  ['ent.unorganised', [48]],
  ['ent.voc', [45]],
  ['ent.exceed', [18]],
  ['ent.facility_off', [20]],
  ['ent.emergency_not_met', [96]],
  ['gas.vapour', [47]],
  ['yard.', [72]],
  ['plant.', [48, 72]],
  ['land.', [69]],
  ['waste.', [70]],
];

/** Articles to propose for these categories, each once, in order; none where the law names none. */
export function lawArticles(categories: readonly string[]): readonly number[] {
  const found = categories.flatMap(
    (category) => ARTICLES.find(([start]) => category.startsWith(start))?.[1] ?? [],
  );
  return [...new Set(found)].sort((a, b) => a - b);
}

const DIGITS = '〇一二三四五六七八九';

/** The number of an article as Chinese law writes it: 69 → 六十九; below 100. */
export function inChinese(article: number): string {
  const [tens, ones] = [Math.floor(article / 10), article % 10];
  return `${tens > 1 ? DIGITS[tens] : ''}${tens > 0 ? '十' : ''}${ones > 0 ? DIGITS[ones] : ''}`;
}
