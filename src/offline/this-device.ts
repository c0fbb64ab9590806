import { deviceText, type DeviceLabel } from '../core/casework/device-label.ts';

/** What a browser says of itself; `userAgentData` is Chromium's alone and needs https. */
export interface Browser {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
  /** Whether the main pointer is a finger. */
  readonly coarse: boolean;
  readonly userAgentData?: { readonly platform: string; readonly mobile: boolean };
}

/** The first that fits: a browser names those it descends from after its own name, an iPad calls itself a Mac, and a large Android tablet Linux. */
const SYSTEMS: readonly (readonly [RegExp, DeviceLabel['system']])[] = [
  [/OpenHarmony|HarmonyOS/i, 'harmony'],
  [/iPad/i, 'ipados'],
  [/iPhone|iPod/i, 'ios'],
  [/Android/i, 'android'],
  [/Windows/i, 'windows'],
  [/CrOS|Chrome ?OS/i, 'chromeos'],
  [/Mac/i, 'macos'],
  [/Linux/i, 'linux'],
];
const BROWSERS: readonly (readonly [RegExp, DeviceLabel['browser']])[] = [
  [/MicroMessenger/i, 'wechat'],
  [/DingTalk/i, 'dingtalk'],
  [/Edg(e|A|iOS)?\//, 'edge'],
  [/Firefox|FxiOS/, 'firefox'],
  [/OPR\/|SamsungBrowser|HuaweiBrowser|MiuiBrowser|UCBrowser|QQBrowser|Quark/, 'other'],
  [/Chrome|CriOS/, 'chrome'],
  [/Safari/, 'safari'],
];

/** Sort of machine, system and browser: nothing that would tell it from another one of the sort. */
export function deviceLabel({ userAgent, maxTouchPoints, coarse, userAgentData }: Browser): DeviceLabel {
  const named = first(SYSTEMS, userAgent) ?? first(SYSTEMS, userAgentData?.platform ?? '') ?? 'other';
  const system =
    named === 'macos' && maxTouchPoints > 1 ? 'ipados' : named === 'linux' && coarse ? 'android' : named;
  const handheld = (/Mobile/.test(userAgent) && !/Tablet/.test(userAgent)) || userAgentData?.mobile === true;
  return { kind: kindOf(system, handheld), system, browser: first(BROWSERS, userAgent) ?? 'other' };
}

/** The label of this device as an event carries it. */
export function thisDevice(): string {
  const { userAgent, maxTouchPoints, userAgentData } = navigator as Navigator &
    Pick<Browser, 'userAgentData'>;
  const coarse = globalThis.matchMedia?.('(pointer: coarse)').matches ?? false;
  return deviceText(
    deviceLabel({ userAgent, maxTouchPoints, coarse, ...(userAgentData && { userAgentData }) }),
  );
}

function kindOf(system: DeviceLabel['system'], handheld: boolean): DeviceLabel['kind'] {
  switch (system) {
    case 'ipados':
      return 'tablet';
    case 'ios':
      return 'phone';
    case 'android':
    case 'harmony':
      return handheld ? 'phone' : 'tablet';
    default:
      return 'computer';
  }
}

function first<T>(among: readonly (readonly [RegExp, T])[], text: string): T | undefined {
  return among.find(([sign]) => sign.test(text))?.[1];
}
