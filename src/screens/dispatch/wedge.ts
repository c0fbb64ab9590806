const STEP_DEG = 22.5;

/** SVG path of one of 16 sectors round the origin (index 0 = north), between two radii. */
export function wedge(index: number, outer: number, inner = 0): string {
  const at = (radius: number, degrees: number): string => {
    const angle = (degrees * Math.PI) / 180;
    return `${(radius * Math.sin(angle)).toFixed(2)} ${(-radius * Math.cos(angle)).toFixed(2)}`;
  };
  const [left, right] = [(index - 0.5) * STEP_DEG, (index + 0.5) * STEP_DEG];
  const back = inner === 0 ? 'L0 0' : `L${at(inner, right)}A${inner} ${inner} 0 0 0 ${at(inner, left)}`;
  return `M${at(outer, left)}A${outer} ${outer} 0 0 1 ${at(outer, right)}${back}Z`;
}
