import { getLocale } from './paraglide/runtime.js';

/** A count or a value with grouped digits and a real minus; "–" when there is none. */
export function figure(value: number | null | undefined, digits = 0): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  return new Intl.NumberFormat(getLocale(), { minimumFractionDigits: digits, maximumFractionDigits: digits })
    .format(value)
    .replace('-', '−');
}

/** A change with its sign: +46, −3, 0. */
export function change(value: number | null | undefined, digits = 0): string {
  const text = figure(value, digits);
  return value !== null && value !== undefined && value > 0 ? `+${text}` : text;
}

/** A share of 1 as whole per cent: 30 %. */
export function percent(share: number | null | undefined, digits = 0): string {
  const text = figure(share === null || share === undefined ? null : share * 100, digits);
  return text === '–' ? text : `${text} %`;
}
