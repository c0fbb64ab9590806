import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';

const above = {
  core: ['schema', 'server', 'api', 'offline', 'state', 'map', 'ui', 'screens', 'workers', 'text', 'cli'],
  schema: ['server', 'api', 'offline', 'state', 'map', 'ui', 'screens', 'workers', 'text', 'cli'],
  server: ['api', 'offline', 'state', 'map', 'ui', 'screens', 'workers', 'text', 'cli'],
  api: ['server', 'offline', 'state', 'map', 'ui', 'screens', 'workers', 'text', 'cli'],
  offline: ['server', 'state', 'map', 'ui', 'screens', 'workers', 'text', 'cli'],
  workers: ['schema', 'server', 'api', 'offline', 'state', 'map', 'ui', 'screens', 'text', 'cli'],
  state: ['server', 'map', 'ui', 'screens', 'cli'],
  map: ['server', 'api', 'offline', 'screens', 'cli'],
  ui: ['core', 'schema', 'server', 'api', 'offline', 'state', 'map', 'screens', 'workers', 'cli'],
  screens: ['server', 'cli'],
  cli: ['offline', 'state', 'map', 'ui', 'screens', 'workers'],
};

const SDK = 'Only src/api talks to the server: say there what is wanted of it.';

const layers = Object.entries(above).map(([layer, forbidden]) => ({
  files: [`src/${layer}/**/*.{ts,svelte}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          ...(layer === 'core'
            ? [
                {
                  regex: '^(?!@noble/hashes/)[^.]',
                  message: 'core has no dependencies: it also runs in PocketBase.',
                },
                { regex: '/data/', message: 'core reads no files: make a module of what it needs to know.' },
              ]
            : layer === 'api'
              ? []
              : [{ regex: '^pocketbase(/|$)', message: SDK }]),
          {
            regex: String.raw`^(\.\./)+(App|main|routes|first-load)\.`,
            message: `${layer} lies below the app: what it needs is given to it from above (screens/paths.ts).`,
          },
          {
            group: forbidden.map((each) => `**/../${each}/**`),
            message: `${layer} may only import what lies below it: App → screens → map → state → offline → api → schema → core.`,
          },
        ],
      },
    ],
  },
}));

export default defineConfig(
  globalIgnores([
    'dist/',
    '.cache/',
    'src/text/paraglide/',
    'src/schema/records.ts',
    '.svelte-check/',
    'test-results/',
    'pb_data*/',
  ]),
  js.configs.recommended,
  ts.configs.recommended,
  svelte.configs.recommended,
  svelte.configs.prettier,
  prettier,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      'max-lines': ['error', 400],
      // State holds plain maps and sets that are replaced as a whole; a reactive one per entry costs more than it tells.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'], parser: ts.parser },
    },
  },
  ...layers,
  {
    files: ['src/*.{ts,svelte}', 'src/text/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ regex: '^pocketbase(/|$)', message: SDK }] }],
    },
  },
  // Inside PocketBase `require` is how a handler reaches the bundled code.
  { files: ['src/server/*.pb.ts'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  // Playwright reads a fixture's needs from its first parameter and asks for `{}` where there are none.
  { files: ['tests/e2e/**/*.ts'], rules: { 'no-empty-pattern': 'off' } },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...[
          'Intl',
          'fetch',
          'setTimeout',
          'setInterval',
          'URL',
          'document',
          'window',
          'crypto',
          'structuredClone',
          'TextEncoder',
        ].map((name) => ({
          name,
          message: 'core is pure and also runs in PocketBase: pass it in as an argument.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'core has no clock: pass `now` in.' },
        { object: 'Math', property: 'random', message: 'core has no chance: pass a random source in.' },
      ],
    },
  },
);
