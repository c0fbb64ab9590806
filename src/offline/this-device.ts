import { deviceText, type DeviceLabel } from '../core/casework/device-label.ts';

/** What a browser says of itself; `userAgentData` is Chromium's alone and needs https. */
export interface Browser {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
  /** Whether the main pointer is a finger. */
  readonly coarse: boolean;
  readonly userAgentData?: { readonly platform: string; readonly mobile: boolean } | undefined;
}

type Signs<T extends string> = Readonly<Partial<Record<T, RegExp>>>;

/** The first that fits: a browser names those it descends from after its own name, an iPad calls itself a Mac, and a large Android tablet Linux. */
const SYSTEMS: Signs<DeviceLabel['system']> = {
  harmony: /Harmony/,
  ipados: /iPad/,
  ios: /iPhone|iPod/,
  android: /Android/,
  windows: /Windows/,
  chromeos: /CrOS|Chrome ?OS/,
  macos: /[mM]ac/,
  linux: /Linux/,
};
const BROWSERS: Signs<DeviceLabel['browser']> = {
  wechat: /MicroMessenger/,
  dingtalk: /DingTalk/,
  edge: /Edg/,
  firefox: /Firefox|FxiOS/,
  other: /OPR\/|\wBrowser|Quark/,
  chrome: /Chrome|CriOS/,
  safari: /Safari/,
};

/** Sort of machine, system and browser: nothing that would tell it from another one of the sort. */
export function deviceLabel({ userAgent, maxTouchPoints, coarse, userAgentData }: Browser): DeviceLabel {
  const named = first(SYSTEMS, `${userAgent} ${userAgentData?.platform}`) ?? 'other';
  const system =
    named === 'macos' && maxTouchPoints > 1 ? 'ipados' : named === 'linux' && coarse ? 'android' : named;
  const handheld = userAgentData?.mobile ?? (/Mobile/.test(userAgent) && !/Tablet/.test(userAgent));
  return { kind: kindOf(system, handheld), system, browser: first(BROWSERS, userAgent) ?? 'other' };
}

/** The label of this device as an event carries it. */
export function thisDevice(): string {
  const { userAgent, maxTouchPoints, userAgentData } = navigator as Navigator &
    Pick<Browser, 'userAgentData'>;
  const coarse = globalThis.matchMedia?.('(pointer: coarse)').matches ?? false;
  return deviceText(deviceLabel({ userAgent, maxTouchPoints, coarse, userAgentData }));
}

function kindOf(system: DeviceLabel['system'], handheld: boolean): DeviceLabel['kind'] {
  if (system === 'ipados') return 'tablet';
  if (system === 'ios') return 'phone';
  if (system !== 'android' && system !== 'harmony') return 'computer';
  return handheld ? 'phone' : 'tablet';
}

function first<T extends string>(signs: Signs<T>, text: string): T | undefined {
  return (Object.keys(signs) as T[]).find((each) => signs[each]?.test(text));
}
