import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const THEMES = ['light', 'dark', 'wall', 'sunlight'] as const;

/** The tokens of one theme as the cascade gives them, by name with the two dashes. */
export function readTokens(theme: (typeof THEMES)[number]): ReadonlyMap<string, string> {
  const css = readFileSync(resolve('src/ui/tokens.css'), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const tokens = new Map<string, string>();
  for (const [, selector = '', body = ''] of css.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (selector.includes('@media') || !(selector.includes(':root') || selector.includes(`"${theme}"`)))
      continue;
    for (const [, name = '', value = ''] of body.matchAll(/(--[\w-]+):\s*([^;]+);/g))
      tokens.set(name, value.trim());
  }
  return tokens;
}

/** Contrast of two colours by WCAG 2.2, 1…21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const hex = /^#(..)(..)(..)$/.exec(colour);
  const rgb = /rgb\((\d+) (\d+) (\d+)/.exec(colour);
  const parts = hex ? hex.slice(1).map((each) => Number.parseInt(each, 16)) : rgb?.slice(1).map(Number);
  if (!parts) throw new Error(`not a colour: ${colour}`);
  const [r = 0, g = 0, b = 0] = parts.map((each) => {
    const share = each / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
