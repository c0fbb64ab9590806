import { readDevice } from '../core/casework/device-label.ts';
import type { EventRecord } from '../schema/records.ts';
import { figure } from '../text/number.ts';
import { m } from '../text/paraglide/messages.js';
import { name } from '../text/say.ts';

/** A receipt so much later than the deed is worth a word: the device was offline. */
const LATE_MS = 5 * 60_000;
/** Clocks of devices differ by seconds; from here on the time on the device was another one. */
const CLOCK_MS = 60_000;

/** When it was done, by the server's clock. */
export function doneAt(event: Pick<EventRecord, 'deviceAt' | 'clockOffsetMs'>): number {
  return event.deviceAt + event.clockOffsetMs;
}

/** On what it was made: 平板 · Android · Chrome. The server has no device, and older events do not say; then ''. */
export function deviceWords(event: Pick<EventRecord, 'device'>): string {
  const label = readDevice(event.device);
  if (!label) return '';
  const { kind, system, browser } = label;
  const words = [name('trade_device', kind)];
  if (system !== 'other') words.push(name('trade_system', system));
  words.push(name('trade_browser', browser));
  return words.join(' · ');
}

/** Done without a network and delivered later; of the server's own events, that it told them after a stop. */
export function cameLate(event: Pick<EventRecord, 'deviceAt' | 'clockOffsetMs' | 'receivedAt'>): boolean {
  return event.receivedAt - doneAt(event) > LATE_MS;
}

/** By how much the clock of the device was wrong, when by more than a minute; else ''. */
export function clockWords({ clockOffsetMs }: Pick<EventRecord, 'clockOffsetMs'>): string {
  if (Math.abs(clockOffsetMs) < CLOCK_MS) return '';
  const minutes = figure(Math.round(Math.abs(clockOffsetMs) / 60_000));
  return clockOffsetMs < 0 ? m.cases_clock_fast({ minutes }) : m.cases_clock_slow({ minutes });
}
