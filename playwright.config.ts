import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, getChromium } from './src/cli/chromium.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
// The workers read this file too, and inherit what the first one found.
process.env['SHANGFENG_CHROMIUM'] ??= await getChromium({ root, tell: () => {} });

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  // One browser on one city: a map in software GL takes a core to itself.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  globalSetup: './tests/e2e/template.ts',
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env['SHANGFENG_CHROMIUM'],
      args: [...CHROMIUM_ARGUMENTS],
    },
  },
});
