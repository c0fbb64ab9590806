const NOW = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
const FIELDS = 'id, user, title, role, unit, "group", territory, capabilities, fromAt, untilAt';
const ID = 'lower(hex(randomblob(16)))';

/**
 * Whoever changes a person's role, unit, group or territory ends what was held so far and begins anew, in the same transaction and
 * whichever way it is done: the event door looks up what held when something was done. Who never changed needs no row: the account
 * tells.
 */
export const datedPostsSql: readonly string[] = [
  'DROP TRIGGER IF EXISTS dated_posts_update',
  `CREATE TRIGGER dated_posts_update AFTER UPDATE OF role, unit, "group", territory ON users
    WHEN OLD.role != NEW.role OR OLD.unit != NEW.unit OR OLD."group" != NEW."group" OR OLD.territory != NEW.territory
    BEGIN
      INSERT INTO posts (${FIELDS})
        SELECT ${ID}, OLD.id, '', OLD.role, OLD.unit, OLD."group", OLD.territory, '[]', 0, ${NOW}
        WHERE NOT EXISTS (SELECT 1 FROM posts WHERE user = OLD.id AND role != '');
      UPDATE posts SET untilAt = ${NOW}
        WHERE user = OLD.id AND role != '' AND fromAt < ${NOW} AND (untilAt = 0 OR untilAt > ${NOW});
      INSERT INTO posts (${FIELDS})
        VALUES (${ID}, NEW.id, '', NEW.role, NEW.unit, NEW."group", NEW.territory, '[]', ${NOW}, 0);
    END`,
];
