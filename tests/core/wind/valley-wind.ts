import { seeded } from '../../../src/core/seeded.ts';
import type { WindHour, WindHours } from '../../../src/core/wind/wind-regression.ts';

const HOUR = 3_600_000;
const RAD = Math.PI / 180;

/**
 * Hours of a station in a side valley and of its neighbours on the plain, made up: the weather turns slowly over all of them, the
 * valley turns it by 50° and takes half of its speed.
 */
export function valleyWind(
  count: number,
  neighbours: readonly string[],
  end = 500_000 * HOUR,
  seed = 3,
): { readonly own: WindHours; readonly neighbours: readonly WindHours[] } {
  const random = seeded(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const weather = { u: 0, v: 0 };
  const own: WindHour[] = [];
  const others = neighbours.map((): WindHour[] => []);
  for (let i = 0; i < count; i++) {
    weather.u = 0.95 * weather.u + 0.9 * normal();
    weather.v = 0.95 * weather.v + 0.9 * normal();
    const at = end - (count - 1 - i) * HOUR;
    const [cos, sin] = [Math.cos(50 * RAD), Math.sin(50 * RAD)];
    own.push(
      hour(
        at,
        0.5 * (cos * weather.u - sin * weather.v) + 0.25 * normal(),
        0.5 * (sin * weather.u + cos * weather.v) + 0.25 * normal(),
      ),
    );
    others.forEach((each) => each.push(hour(at, weather.u + 0.4 * normal(), weather.v + 0.4 * normal())));
  }
  return {
    own: { station: 'valley', hours: own },
    neighbours: others.map((hours, index) => ({ station: neighbours[index]!, hours })),
  };
}

function hour(at: number, u: number, v: number): WindHour {
  return { at, u, v, speedMs: Math.hypot(u, v) };
}
