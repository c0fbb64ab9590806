/** Highest concentration that a handheld meter shows, µg/m³. */
export const MOST_PM10 = 2000;

/** The figure that was typed in, µg/m³; null when it is none, or one that no meter shows. */
export function handheldValue(typed: string): number | null {
  const plain = typed
    .trim()
    .replace(/[０-９．]/g, (each) => String.fromCharCode(each.charCodeAt(0) - 0xfee0));
  if (!/^\d{1,4}(\.\d)?$/.test(plain)) return null;
  const value = Number(plain);
  return value <= MOST_PM10 ? value : null;
}
