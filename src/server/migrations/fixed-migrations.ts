import { fillOpenSql } from '../../core/casework/open-fields.ts';
import { changeCountersSql } from '../../core/change-counters.ts';
import {
  dropSearchTriggersSql,
  noteLooksSql,
  restartSearchFillSql,
  searchTablesSql,
  searchTriggersSql,
} from '../../core/search/table-sql.ts';
import { columnTablesSql, columnTriggersSql, dropColumnTriggersSql } from '../../core/columns/table-sql.ts';
import { datedPostsSql } from '../events/dated-posts-sql.ts';
import { logHeadSql } from '../events/log-head-sql.ts';
import { namedPhotosSql } from '../events/named-photos-sql.ts';

/**
 * Migrations that are no collections, by file name; 1_init and 9_schema_* come from the schema.
 * A name is applied once per database and for ever: what is published here never changes, later needs get a later number.
 * Who writes the files puts the product's name for `{app_name}`.
 */
export const fixedMigrations: Readonly<Record<string, string>> = {
  '2_settings.js': `migrate((app) => {
  const settings = app.settings();
  settings.meta.appName = "{app_name}";
  settings.batch.enabled = false;
  settings.logs.maxDays = 7;
  settings.logs.minLevel = 4; // a line for every answered request would be written for nothing
  app.save(settings);
}, () => {});
`,
  '3_problem_columns.js': sql([...columnTablesSql, ...columnTriggersSql]),
  // Without any superuser PocketBase opens a browser at its first start and writes a link to become one into its log.
  // Nobody knows this one's password: who needs the dashboard runs `pocketbase superuser upsert`.
  '4_no_installer.js': `migrate((app) => {
  const record = new Record(app.findCollectionByNameOrId("_superusers"));
  record.set("email", "nobody@shangfeng.local");
  record.setPassword($security.randomString(64));
  app.save(record);
}, () => {});
`,
  '5_named_photos.js': sql(namedPhotosSql),
  // After every 9_schema: the triggers name columns that an older database gets there. Cases that are there already come into the
  // index by and by (server/search/fill-search.ts).
  '9z_change_counters_responses.js': sql(changeCountersSql),
  '9z_dated_posts.js': sql(datedPostsSql),
  '9z_case_search.js': sql([...searchTablesSql, ...searchTriggersSql, ...restartSearchFillSql]),
  '9z_open_fields.js': sql([fillOpenSql]),
  // Before there was a field of its own, the earlier case took the place of what the finder had said.
  '9z_relapse_of.js': sql([
    "UPDATE problems SET relapseOf = linked, linked = '' WHERE relapse = 1 AND relapseOf = '' AND linked != ''",
  ]),
  '9z_log_head.js': sql(logHeadSql),
  // A link to set a password reaches people by hand, not by mail: half an hour would be too short.
  '9z_password_links.js': `migrate((app) => {
  const users = app.findCollectionByNameOrId("users");
  users.passwordResetToken.duration = 259200;
  app.save(users);
}, () => {});
`,
  // Databases from before have one trigger for every step, triggers that write the index itself, or none of who looks again.
  '9z_triggers_that_note_looks.js': sql([
    ...searchTablesSql,
    ...dropColumnTriggersSql,
    ...columnTriggersSql,
    ...dropSearchTriggersSql,
    ...searchTriggersSql,
    noteLooksSql,
  ]),
};

function sql(statements: readonly string[]): string {
  return `migrate((app) => {
  for (const statement of ${JSON.stringify(statements, null, 1)}) app.db().newQuery(statement).execute();
}, () => {});
`;
}
