import { fillSearchSql, restartSearchFillSql, takeChangedSql } from '../../core/search/table-sql.ts';
import { takeLock } from '../jobs/lock.ts';
import { host, queryAll, queryOne, type App } from '../pb.ts';

/** How far the index of cases reaches back. */
export interface SearchFill {
  /** Numbers of cases that are not in it yet. */
  readonly left: number;
  readonly total: number;
}

/** One portion holds the writer for a few tenths of a second; a run of the job leaves time for others. */
const PORTION = 2000;
/** So many hold nobody up who searches. */
const FEW = 100;
const RUN_MS = 20_000;
const SAY_EVERY_MS = 2000;

export function searchFill(app: App): SearchFill {
  const [row] = queryAll(app, 'SELECT n - 1 AS left, total FROM search_fill WHERE id = 1', {
    left: 0,
    total: 0,
  });
  const left = (row?.left ?? 0) + changedCases(app);
  return { left, total: Math.max(left, row?.total ?? 0) };
}

/**
 * Takes changed cases in, a few or `most`. Before every answer: what somebody wrote a moment ago is found. What is left over after a
 * step over many cases is the job's; the answer says how much.
 */
export function takeChanged(app: App, most = FEW): void {
  if (changedCases(app) > 0) run(app, takeChangedSql, most);
}

/** Takes the next portion of older cases into the index, newest first, and keeps the place; a run that is cut goes on there. */
export function fillSearch(app: App): SearchFill {
  takeChanged(app, PORTION);
  run(app, fillSearchSql, PORTION);
  return searchFill(app);
}

/** Every minute while something is left: a database from before the search fills itself while people work. */
export function onSearchFillCron(): void {
  const { app } = host;
  if (searchFill(app).left === 0) return;
  const start = Date.now();
  const release = takeLock(app, 'search', start, 2 * RUN_MS);
  if (!release) return;
  try {
    while (fillSearch(app).left > 0 && Date.now() - start < RUN_MS);
  } catch (error) {
    app.logger().error('search: fill failed', 'error', String(error));
  } finally {
    release();
  }
}

/** `pocketbase search-fill`: fills what is left, saying how far it is; with `again` from an empty index. */
export function onSearchFillCommand(args: readonly string[]): void {
  const { app } = host;
  if (args[0] === 'again') {
    app.runInTransaction((tx) => {
      for (const sql of restartSearchFillSql) tx.nonconcurrentDB().newQuery(sql).execute();
    });
  }
  let said = 0;
  for (let fill = searchFill(app); ; fill = fillSearch(app)) {
    if (fill.left === 0 || Date.now() - said > SAY_EVERY_MS) {
      console.log(JSON.stringify({ done: fill.total - fill.left, total: fill.total }));
      said = Date.now();
    }
    if (fill.left === 0) return;
  }
}

function changedCases(app: App): number {
  return queryOne(app, 'SELECT count(*) AS n FROM search_changed', { n: 0 }).n;
}

function run(app: App, statements: readonly string[], most: number): void {
  app.runInTransaction((tx) => {
    for (const sql of statements) tx.nonconcurrentDB().newQuery(sql).bind({ most }).execute();
  });
}
