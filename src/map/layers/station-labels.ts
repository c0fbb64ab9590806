/** A station on the screen: pixels of its place, and whether its name must stay. */
export interface PlacedStation {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** Width of the name in pixels. */
  readonly width: number;
  readonly must: boolean;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const LINE_PX = 17;
const PILL_PX = { half: 18, height: 30 };

/**
 * Ids of the stations whose names would lie on a pill or on a name placed before: those that must stay first, then in the
 * order given. Pills are never hidden: a figure matters more than a name.
 */
export function hiddenNames(stations: readonly PlacedStation[]): ReadonlySet<string> {
  const pills = stations.map((each) => ({ id: each.id, box: pillBox(each) }));
  const placed: Box[] = [];
  const hidden = new Set<string>();
  for (const each of stations.toSorted((a, b) => Number(b.must) - Number(a.must))) {
    const box = nameBox(each);
    const blocked =
      placed.some((other) => overlap(box, other)) ||
      pills.some((pill) => pill.id !== each.id && overlap(box, pill.box));
    if (blocked && !each.must) hidden.add(each.id);
    else placed.push(box);
  }
  return hidden;
}

function nameBox({ x, y, width }: PlacedStation): Box {
  return { left: x - width / 2, right: x + width / 2, top: y + 4, bottom: y + 4 + LINE_PX };
}

function pillBox({ x, y }: PlacedStation): Box {
  return { left: x - PILL_PX.half, right: x + PILL_PX.half, top: y - PILL_PX.height, bottom: y + 4 };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
