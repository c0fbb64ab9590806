import { fillOpenSql } from '../../core/casework/open-fields.ts';
import { columnTriggersSql, dropColumnTriggersSql, rebuildColumnsSql } from '../../core/columns/table-sql.ts';
import {
  dropSearchTriggersSql,
  restartSearchFillSql,
  searchTriggersSql,
} from '../../core/search/table-sql.ts';
import { collections } from '../../schema/collections.ts';
import type { CollectionSpec, Field } from '../../schema/field.ts';
import { chainEvents } from './chain-events.ts';
import { host, queryAll, type App } from '../pb.ts';
import { fillSearch } from '../search/fill-search.ts';

/**
 * Loads a city file {collection: rows[]} in one transaction: rows go from JSON to table inside SQLite, since the JavaScript engine
 * would take minutes for the readings. Users get their password hashed, feeds their `token`, events their place in the chain.
 */
export function loadDemo(app: App, path: string): void {
  const file = host.readFile(path);
  app.runInTransaction((tx) => {
    const run = (sql: string, values: Record<string, unknown> = {}): void => {
      tx.nonconcurrentDB().newQuery(sql).bind(values).execute();
    };
    run('DROP TABLE IF EXISTS sf_load');
    run('CREATE TABLE sf_load (part TEXT PRIMARY KEY, rows BLOB)');
    run("INSERT INTO sf_load SELECT key, jsonb(value) FROM json_each({:file}) WHERE type = 'array'", {
      file,
    });
    for (const sql of [...dropColumnTriggersSql, ...dropSearchTriggersSql]) run(sql);
    for (const spec of collections) {
      if (spec.kind === 'auth' || spec.name === 'events') continue;
      run(insertSql(spec));
    }
    run(fillOpenSql);
    loadUsers(tx);
    chainEvents(tx);
    hashTokens(tx);
    for (const sql of [...rebuildColumnsSql, ...columnTriggersSql]) run(sql);
    for (const sql of [...restartSearchFillSql, ...searchTriggersSql]) run(sql);
    while (fillSearch(tx).left > 0);
    run('DROP TABLE sf_load');
  });
}

function insertSql(spec: CollectionSpec): string {
  const fields = spec.fields.filter((field) => field.type !== 'file');
  const names = ['id', ...fields.map((field) => field.name)].map((name) => `"${name}"`);
  const values = ["value ->> 'id'", ...fields.map(valueSql)];
  return (
    `INSERT INTO "${spec.name}" (${names.join(',')}) SELECT ${values.join(',')} ` +
    `FROM sf_load, json_each(sf_load.rows) WHERE sf_load.part = '${spec.name}'`
  );
}

/** What PocketBase itself stores for a field that is left out. */
function valueSql(field: Field): string {
  const name = `'$."${field.name}"'`;
  switch (field.type) {
    case 'number':
    case 'bool':
      return `COALESCE(value ->> ${name}, 0)`;
    case 'json':
      return `COALESCE(value -> ${name}, 'null')`;
    case 'select':
    case 'relation':
      return field.many ? `COALESCE(value -> ${name}, '[]')` : `COALESCE(value ->> ${name}, '')`;
    case 'text':
    case 'file':
      return `COALESCE(value ->> ${name}, '')`;
  }
}

function loadUsers(tx: App): void {
  const users = tx.findCollectionByNameOrId('users');
  const rows = queryAll(
    tx,
    "SELECT json(value) AS row FROM sf_load, json_each(sf_load.rows) WHERE part = 'users'",
    {
      row: '',
    },
  );
  for (const { row } of rows) {
    const { password, ...fields } = JSON.parse(row) as Record<string, unknown> & {
      readonly password: string;
    };
    const record = host.newRecord(users, fields);
    record.setPassword(password);
    record.set('verified', true);
    tx.save(record);
  }
}

/** A feed's token is only ever stored as its hash. */
function hashTokens(tx: App): void {
  const rows = queryAll(
    tx,
    "SELECT value ->> 'id' AS id, COALESCE(value ->> 'token', '') AS token FROM sf_load, json_each(sf_load.rows) WHERE part = 'feeds'",
    { id: '', token: '' },
  );
  for (const { id, token } of rows) {
    if (token === '') continue;
    const feed = tx.findRecordById('feeds', id);
    feed.set('tokenHash', host.sha256(token));
    tx.save(feed);
  }
}
