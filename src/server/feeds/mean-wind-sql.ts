import { DIRECTIONLESS_MS } from '../../core/wind/wind-sample.ts';

/**
 * The mean of wind rows in SQL, as core's windMean has it: components over all rows, those without a direction count as none. Select
 * MEAN_U as `u`, MEAN_V as `v` and avg(speedMs) as `speed` in an inner query; the other two read them in the outer one.
 */
export const MEAN_U = "avg(CASE kind WHEN 'steady' THEN speedMs * sin(radians(fromDeg)) ELSE 0 END)";
export const MEAN_V = "avg(CASE kind WHEN 'steady' THEN speedMs * cos(radians(fromDeg)) ELSE 0 END)";

const DIRECTED = `u * u + v * v > ${DIRECTIONLESS_MS * DIRECTIONLESS_MS}`;

/** Degrees the wind comes from, 0 ≤ … < 360, to a tenth; NULL without a mean direction. */
export const MEAN_FROM = `CASE WHEN ${DIRECTED} THEN mod(round(mod(degrees(atan2(u, v)) + 360, 360), 1), 360) END`;
/** Kind of the mean: it blew from everywhere, or hardly at all (GB/T 28591). */
export const MEAN_KIND = `CASE WHEN ${DIRECTED} THEN 'steady' WHEN speed > ${DIRECTIONLESS_MS} THEN 'variable' ELSE 'calm' END`;
