import { queryAll, type App } from '../pb.ts';

/** A catalogue's text, from when to when (0 = still). */
export interface Edition<Body> {
  readonly version: string;
  readonly fromAt: number;
  readonly untilAt: number;
  readonly body: Body;
}

/** Rows of version, fromAt, untilAt and a body of JSON. */
export function readEditions<Body>(tx: App, sql: string): readonly Edition<Body>[] {
  return queryAll(tx, sql, { version: '', fromAt: 0, untilAt: 0, body: '' }).map(
    ({ version, fromAt, untilAt, body }) => ({
      ...{ version, fromAt, untilAt },
      body: JSON.parse(body || 'null') as Body,
    }),
  );
}

/** The latest edition in force at a time, of editions in falling order of their beginning. */
export function inForce<Body>(editions: readonly Edition<Body>[], at: number): Edition<Body> | undefined {
  return editions.find(({ fromAt, untilAt }) => fromAt <= at && (untilAt === 0 || untilAt > at));
}
