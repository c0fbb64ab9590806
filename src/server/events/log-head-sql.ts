/** The end of the log, kept apart from it: a log that somebody cuts off still links, but ends elsewhere (cli/verify.ts). */
export const logHeadSql: readonly string[] = [
  'CREATE TABLE IF NOT EXISTS log_head (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT',
  'INSERT OR REPLACE INTO log_head (one, seq, hash) SELECT 1, seq, hash FROM events ORDER BY seq DESC LIMIT 1',
  `CREATE TRIGGER IF NOT EXISTS keep_log_head AFTER INSERT ON events
    BEGIN INSERT OR REPLACE INTO log_head (one, seq, hash) VALUES (1, NEW.seq, NEW.hash); END`,
];
