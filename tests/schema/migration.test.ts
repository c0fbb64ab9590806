import { expect, test } from 'vitest';
import { migrationFiles } from '../../src/cli/build-server.ts';
import { collections } from '../../src/schema/collections.ts';
import { schemaMigration } from '../../src/schema/migration.ts';

test('the same schema gives the same migrations, byte for byte', () => {
  expect([...migrationFiles()]).toEqual([...migrationFiles()]);
});

test('a changed schema gets a migration of its own, and 1_init keeps its name', () => {
  const names = [...migrationFiles().keys()];
  expect(names[0]).toBe('1_init.js');
  expect(names.filter((each) => /^9_schema_[0-9a-f]{12}\.js$/.test(each))).toHaveLength(1);
  // What names columns of the schema comes after it.
  const schema = names.findIndex((each) => each.startsWith('9_schema_'));
  expect(names.slice(schema + 1)).toEqual(names.filter((each) => each.startsWith('9z_')));
  expect(names).toEqual(expect.arrayContaining(['9z_case_search.js', '9z_dated_posts.js']));
  expect(names).toEqual([...names].sort());
});

test('ids keep the one pattern that PocketBase can look up by its index', () => {
  expect(schemaMigration(collections)).toContain('pattern: "^[a-z0-9]+$"');
});

test('every relation points at a collection that exists', () => {
  const names = new Set(collections.map((spec) => spec.name));
  const lost = collections.flatMap((spec) =>
    spec.fields
      .filter((field) => field.type === 'relation' && !names.has(field.to))
      .map((field) => field.name),
  );
  expect(lost).toEqual([]);
});
