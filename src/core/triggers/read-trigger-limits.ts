import { POLLUTANTS } from '../air/pollutants.ts';
import * as check from '../casework/check.ts';
import type { Message } from '../message.ts';
import { err, ok, type Result } from '../result.ts';
import { DEFAULT_DUST, type DustLimits } from './dust-monitor.ts';
import { DEFAULT_LIMITS, type TriggerLimits } from './trigger-rules.ts';

/** Code of the catalogue whose editions replace the limits, whole or in part. */
export const TRIGGER_CATALOGUE = 'triggers';

/** An edition: what it leaves out is the product's. */
export type TriggerEdition = Partial<Omit<TriggerLimits, 'dust'>> & { readonly dust?: Partial<DustLimits> };

const { list, number, optional, record, shape, text } = check;

const concentration = number(0, 10_000);
const DAY_MS = 86_400_000;
const byPollutant = shape(Object.fromEntries(POLLUTANTS.map((each) => [each, optional(concentration)])));
const DUST: Readonly<Record<keyof DustLimits, check.Check>> = {
  levels: list(text(40, 1), 20),
  warn: concentration,
  check: concentration,
  clear: concentration,
};
const FIELDS: Readonly<Record<Exclude<keyof TriggerLimits, 'dust'>, check.Check>> = {
  ratio: number(1, 100),
  ratioFloor: byPollutant,
  rise: byPollutant,
  rankFall: number(1, 1000),
  areaRadiusM: number(1, 100_000),
  areaMinutes: number(1, 1440),
  areaReadings: number(1, 1000),
  turnDeg: number(1, 180),
  coolDownMs: number(0, DAY_MS * 7),
  expireMs: number(0, DAY_MS * 7),
};
const partly = (fields: Readonly<Record<string, check.Check>>): Record<string, check.Check> =>
  Object.fromEntries(Object.entries(fields).map(([key, each]) => [key, optional(each)]));
const body = shape({ ...partly(FIELDS), dust: optional(shape(partly(DUST))) });
const anyObject = record(check.anything, 1000);

/** The limits of a catalogue's body, checked: known fields only, each of its kind and within reason. The error names the field. */
export function readTriggerLimits(value: unknown): Result<TriggerEdition, Message> {
  const wrong = body(value, '');
  return wrong ? err(wrong) : ok(value as TriggerEdition);
}

/** The limits in force by a body that nobody may have checked: each field that will not do, or is missing, is the product's. */
export function limitsInForce(value: unknown): TriggerLimits {
  const own = soundFields(value, FIELDS);
  const dust = soundFields((value as { readonly dust?: unknown } | null)?.dust, DUST);
  return { ...DEFAULT_LIMITS, ...own, dust: { ...DEFAULT_DUST, ...dust } };
}

function soundFields<T>(value: unknown, fields: Readonly<Record<keyof T & string, check.Check>>): Partial<T> {
  if (anyObject(value, '') !== null) return {};
  const given = Object.entries(value as object).filter(
    ([key, each]) => Object.hasOwn(fields, key) && fields[key as keyof T & string](each, key) === null,
  );
  return Object.fromEntries(given) as Partial<T>;
}
