import type { Message } from '../message.ts';
import { message } from '../message.ts';

/** What sort of machine an event was made on; closed sets, so that no label can tell one tablet of a kind from another. */
export const DEVICE_KINDS = ['tablet', 'phone', 'computer'] as const;
export const DEVICE_SYSTEMS = [
  'android',
  'harmony',
  'ipados',
  'ios',
  'windows',
  'macos',
  'linux',
  'chromeos',
  'other',
] as const;
export const DEVICE_BROWSERS = [
  'chrome',
  'edge',
  'firefox',
  'safari',
  'wechat',
  'dingtalk',
  'other',
] as const;

export interface DeviceLabel {
  readonly kind: (typeof DEVICE_KINDS)[number];
  readonly system: (typeof DEVICE_SYSTEMS)[number];
  readonly browser: (typeof DEVICE_BROWSERS)[number];
}

/** As an event carries it: `tablet/android/chrome`. */
export function deviceText({ kind, system, browser }: DeviceLabel): string {
  return `${kind}/${system}/${browser}`;
}

/** Null for an event of before there were labels, of the server itself, or for text that is no label. */
export function readDevice(text: string | undefined): DeviceLabel | null {
  const [kind, system, browser, more] = (text ?? '').split('/');
  const known = (among: readonly string[], part: string | undefined): boolean =>
    part !== undefined && among.includes(part);
  return more === undefined &&
    known(DEVICE_KINDS, kind) &&
    known(DEVICE_SYSTEMS, system) &&
    known(DEVICE_BROWSERS, browser)
    ? ({ kind, system, browser } as DeviceLabel)
    : null;
}

/** A field check: null when it is a label. */
export function checkDevice(value: unknown, field: string): Message | null {
  return typeof value === 'string' && readDevice(value) ? null : message('server_field_device', { field });
}
