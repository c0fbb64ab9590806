import { expect, it } from 'vitest';
import { deviceText } from '../../src/core/casework/device-label.ts';
import { deviceLabel, type Browser } from '../../src/offline/this-device.ts';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const CHROME = `${WEBKIT} Chrome/142.0.0.0`;

it.each<[string, string, Partial<Browser>]>([
  ['tablet/android/chrome', `Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Safari/537.36`, {}],
  ['phone/android/chrome', `Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Mobile Safari/537.36`, {}],
  // Large tablets ask for desktop pages and call themselves Linux.
  ['tablet/android/chrome', `Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Safari/537.36`, { coarse: true }],
  [
    'computer/linux/chrome',
    `Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Safari/537.36`,
    { maxTouchPoints: 10 },
  ],
  ['tablet/android/firefox', 'Mozilla/5.0 (Android 15; Tablet; rv:140.0) Gecko/140.0 Firefox/140.0', {}],
  ['phone/android/firefox', 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', {}],
  ['tablet/harmony/chrome', `Mozilla/5.0 (Tablet; OpenHarmony 5.0) ${CHROME} Safari/537.36 ArkWeb/4.1`, {}],
  [
    'phone/harmony/other',
    `Mozilla/5.0 (Linux; Android 12; HarmonyOS; X) ${CHROME} HuaweiBrowser/15 Mobile`,
    {},
  ],
  ['phone/android/wechat', `Mozilla/5.0 (Linux; Android 14) ${CHROME} Mobile MicroMessenger/8.0`, {}],
  [
    'tablet/ipados/safari',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1 Version/18.0 Safari/605.1',
    { maxTouchPoints: 5 },
  ],
  [
    'computer/macos/firefox',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko Firefox/140.0',
    {},
  ],
  ['phone/ios/chrome', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) CriOS/142.0 Mobile/15E148 Safari/604.1', {}],
  [
    'computer/windows/edge',
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/142.0`,
    {},
  ],
  [
    'computer/windows/chrome',
    `Mozilla/5.0 () ${CHROME}`,
    { userAgentData: { platform: 'Windows', mobile: false } },
  ],
  [
    'phone/android/chrome',
    `Mozilla/5.0 () ${CHROME}`,
    { userAgentData: { platform: 'Android', mobile: true } },
  ],
  ['computer/other/other', '', {}],
])('%s is told from what the browser says: %s', (expected, userAgent, more) => {
  expect(deviceText(deviceLabel({ userAgent, maxTouchPoints: 0, coarse: false, ...more }))).toBe(expected);
});
