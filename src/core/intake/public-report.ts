import { nullable, number, oneOf, shape, text } from '../casework/check.ts';
import { message, type Message } from '../message.ts';
import { err, ok, type Result } from '../result.ts';
import type { LngLat } from '../units.ts';
import { PUBLIC_KINDS, type PublicKind } from './public-kinds.ts';

/** What a citizen reports. Place on the map, in words, or both; contact only if he wants to be called. */
export interface PublicReport {
  readonly kind: PublicKind;
  readonly place: LngLat | null;
  readonly placeText: string;
  readonly note: string;
  readonly contact: string;
}

/** Longest texts, characters. */
export const REPORT_MOST = { placeText: 200, note: 1000, contact: 80 } as const;

const CHECK = shape({
  kind: oneOf(PUBLIC_KINDS),
  place: nullable(shape({ lng: number(-180, 180), lat: number(-90, 90) })),
  placeText: text(REPORT_MOST.placeText),
  note: text(REPORT_MOST.note),
  contact: text(REPORT_MOST.contact),
});

/** A report as it came from outside; refused with what is missing, in words for a citizen. */
export function readPublicReport(json: string): Result<PublicReport, Message> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return err(message('server_payload_not_json'));
  }
  const wrong = CHECK(value, '');
  if (wrong) return err(wrong);
  const report = value as PublicReport;
  const trimmed = {
    ...report,
    placeText: report.placeText.trim(),
    note: report.note.trim(),
    contact: report.contact.trim(),
  };
  return trimmed.place === null && trimmed.placeText === ''
    ? err(message('server_report_needs_place'))
    : ok(trimmed);
}

/** What somebody thinks of the product, or complains about. */
export interface Feedback {
  readonly text: string;
  readonly contact: string;
  /** Path of the page it was written on. */
  readonly page: string;
}

export const FEEDBACK_MOST = 2000;
const FEEDBACK = shape({ text: text(FEEDBACK_MOST, 1), contact: text(80), page: text(200) });

export function readFeedback(value: unknown): Result<Feedback, Message> {
  const wrong = FEEDBACK(value, '');
  return wrong ? err(wrong) : ok(value as Feedback);
}

const PIN = shape({ lng: number(-180, 180), lat: number(-90, 90) });

/** A place as the office pinned it. */
export function readPin(value: unknown): Result<LngLat, Message> {
  const wrong = PIN(value, '');
  return wrong ? err(wrong) : ok(value as LngLat);
}

/** Letters and digits that nobody mistakes for each other on the telephone. */
export const NUMBER_LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** 31^16 is more than 10^23: nobody guesses one. */
export const NUMBER_LENGTH = 16;

/** A tracking number as it is read out: four groups of four. */
export function groupedNumber(number: string): string {
  return number.replace(/(.{4})(?=.)/g, '$1-');
}

/** What somebody typed, as it is stored: capitals without blanks and dashes; null when it can be none. */
export function plainNumber(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '');
  const known = [...plain].every((letter) => NUMBER_LETTERS.includes(letter));
  return known && plain.length === NUMBER_LENGTH ? plain : null;
}

/** What a form makes at random and sends again when the answer was lost: 128 bits as hex. */
const SECRET = /^[0-9a-f]{32}$/;
const HEX_PER_LETTER = 4;

/** A form's secret as it came; null when it is none. */
export function readReportSecret(typed: string): string | null {
  return SECRET.test(typed) ? typed : null;
}

/** The tracking number that belongs to a hash (SHA-256 in hex): the same form sent again gets the same one. */
export function numberFromHash(hash: string): string {
  const letter = (at: number): string =>
    NUMBER_LETTERS[
      Number.parseInt(hash.slice(at * HEX_PER_LETTER, (at + 1) * HEX_PER_LETTER), 16) % NUMBER_LETTERS.length
    ] ?? '';
  return Array.from({ length: NUMBER_LENGTH }, (_, at) => letter(at)).join('');
}
