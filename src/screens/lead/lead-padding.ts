/** Wide enough for the legend to stand beside the district. */
const WIDE_REM = 84;
const LEGEND_REM = { width: 22, height: 9.5 };

/** Room in px that filters, tools and the legend take from the map: the legend lies beside the district, on a narrow screen below it. */
export function leadPadding(
  screenPx: number,
  remPx: number,
): { readonly top: number; readonly left: number; readonly right: number; readonly bottom: number } {
  const wide = screenPx >= WIDE_REM * remPx;
  return {
    // Where it is narrow the filters take a second row.
    top: wide ? 64 : 104,
    left: wide ? LEGEND_REM.width * remPx : 24,
    right: 72,
    bottom: wide ? 24 : LEGEND_REM.height * remPx,
  };
}
