/** Which bytes each event named under which id: what an upload is held against, by one look-up instead of a scan of the log. */
export const namedPhotosSql: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS named_photos (photo TEXT NOT NULL, event TEXT NOT NULL, sha256 TEXT NOT NULL, actor TEXT NOT NULL,
    PRIMARY KEY (photo, event)) STRICT, WITHOUT ROWID`,
  // In the transaction of the event: there is no moment at which it is in the log and not here.
  `CREATE TRIGGER IF NOT EXISTS named_photos_insert AFTER INSERT ON events BEGIN ${insertFrom('NEW', '')} END`,
  insertFrom('events', 'events, '),
];

function insertFrom(row: string, table: string): string {
  return `INSERT OR IGNORE INTO named_photos (photo, event, sha256, actor)
    SELECT named.value ->> 'id', ${row}.id, named.value ->> 'sha256', ${row}.actor
    FROM ${table}json_each(iif(json_valid(${row}.photos), iif(json_type(${row}.photos) = 'array', ${row}.photos, '[]'), '[]')) named
    WHERE named.value ->> 'id' IS NOT NULL AND named.value ->> 'sha256' IS NOT NULL;`;
}
