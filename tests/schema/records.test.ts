import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recordName, RECORDS_PATH, recordsSource } from '../../src/cli/records.ts';
import { collections } from '../../src/schema/collections.ts';

test('src/schema/records.ts is what the schema says today (else: npm run records)', async () => {
  expect(readFileSync(RECORDS_PATH, 'utf8')).toBe(await recordsSource(collections));
});

test.each([
  ['units', 'UnitRecord'],
  ['batches', 'BatchRecord'],
  ['priorities', 'PriorityRecord'],
  ['mobile_readings', 'MobileReadingRecord'],
  ['wind', 'WindRecord'],
])('rows of %s are %s', (collection, name) => {
  expect(recordName(collection)).toBe(name);
});
