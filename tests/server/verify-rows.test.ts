import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, test } from 'vitest';
import { readSeals, SEALED } from '../../src/core/casework/row-seal.ts';
import { verifyChain } from '../../src/cli/verify.ts';
import { verifyRows } from '../../src/cli/verify-rows.ts';
import { assignment, caseCity, caseDriver, HERE, HOUR, measures } from './case-driver.ts';
import { id } from './city.ts';
import { send } from './door.ts';
import { draft, found, newId, strikeOf } from './drafts.ts';
import { startServer, type TestServer } from './harness.ts';

const [ONE, TWO] = [id('rowone'), id('rowtwo')];
/** Something of each collection that may be altered without breaking what the database itself asks for. */
const ALTERED: Readonly<Record<string, string>> = {
  problems: 'note',
  orders: 'note',
  inspections: 'note',
  reinspections: 'note',
  notices: 'no',
  exposures: 'title',
  escalations: 'reason',
  directives: 'title',
  meetings: 'minutes',
  listings: 'figures',
  responses: 'reason',
  duty_shifts: 'note',
  ownership_rules: 'basis',
  tasks: 'note',
  suggestions: 'rule',
  zones: 'method',
};
/** Two rows of every collection that changes by events, and a log of one record that they are sealed by. */
const sealedCity = {
  ...caseCity,
  ...Object.fromEntries(
    SEALED.map((name) => [
      name,
      [ONE, TWO].map((key) => ({
        id: key,
        no: `${name}-${key}`,
        key: `${name}-${key}`,
        centreNo: key,
        state: key,
        demo: true,
        lng: 113.55123456789012,
        [ALTERED[name]!]: `'引号' "and" <b>\n${key}`,
      })),
    ]),
  ),
  events: [
    {
      id: newId(),
      subject: 'users',
      subjectId: id('admin'),
      type: 'account.made',
      receivedAt: 1,
      photos: [],
    },
  ],
};

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ city: sealedCity });
});

/** What is found when somebody runs this on the database, which is then put back. */
function afterSql(...statements: readonly string[]): readonly (readonly [string, unknown])[] {
  const database = new DatabaseSync(join(server.data, 'data.db'));
  database.exec('BEGIN');
  try {
    const last = new Map(
      database
        .prepare('SELECT seq, wrote FROM events ORDER BY seq')
        .all()
        .flatMap((each) =>
          readSeals(String(each['wrote'])).map(
            (seal) => [`${seal.collection}/${seal.id}`, { ...seal, seq: Number(each['seq']) }] as const,
          ),
        ),
    );
    for (const sql of statements)
      expect([sql, Number(database.prepare(sql).run().changes)]).toEqual([sql, 1]);
    return verifyRows(database, last).faults.map(({ key, params }) => [
      key,
      `${String(params?.['collection'])}/${String(params?.['id'])}`,
    ]);
  } finally {
    database.exec('ROLLBACK');
    database.close();
  }
}

describe('a row that somebody changes behind the log is named', () => {
  test('whole as it was loaded, every row is held against the log', () => {
    expect(verifyChain(server.data)).toMatchObject({ events: 1, rows: 2 * SEALED.length, fault: null });
  });

  test.each(SEALED)('altered, dropped and swapped in %s', (name) => {
    const altered = ['server_row_altered', `${name}/${ONE}`];
    expect(afterSql(`UPDATE ${name} SET "${ALTERED[name]}" = 'other' WHERE id = '${ONE}'`)).toEqual([
      altered,
    ]);
    expect(afterSql(`DELETE FROM ${name} WHERE id = '${ONE}'`)).toEqual([
      ['server_row_dropped', `${name}/${ONE}`],
    ]);
    const swap = [
      `UPDATE ${name} SET id = 'swapping' WHERE id = '${ONE}'`,
      `UPDATE ${name} SET id = '${ONE}' WHERE id = '${TWO}'`,
      `UPDATE ${name} SET id = '${TWO}' WHERE id = 'swapping'`,
    ];
    const both = [altered, ['server_row_altered', `${name}/${TWO}`]];
    expect(afterSql(...swap)).toHaveLength(2);
    expect(afterSql(...swap)).toEqual(expect.arrayContaining(both));
  });

  test('a column that an update of the program adds changes no seal', () => {
    const database = new DatabaseSync(join(server.data, 'data.db'));
    database.exec("ALTER TABLE meetings ADD COLUMN later TEXT DEFAULT '' NOT NULL");
    expect(verifyChain(server.data).fault).toBeNull();
    database.exec(`UPDATE meetings SET title = 'other' WHERE id = '${ONE}'`);
    expect(verifyChain(server.data).faults).toHaveLength(1);
    database.exec(`UPDATE meetings SET title = '' WHERE id = '${ONE}'`);
    database.exec('ALTER TABLE meetings DROP COLUMN later');
    database.close();
    expect(verifyChain(server.data).fault).toBeNull();
  });
});

describe('events seal what they write', () => {
  const DAY = 24 * HOUR;

  test('cases, orders, papers, steps, tasks with their zones: whole, then one altered and the end of the log cut off', async () => {
    const live = await startServer({ city: caseCity });
    const driver = caseDriver(live);
    const note = "“引号” 'x' <b> \u0007 \n 😀";
    const place = { ...HERE, lng: 113.55123456789012, lat: 34.85000000000001 };
    const [one, two] = [await driver.finding({ note, place }), await driver.finding()];
    await driver.taken('dispatcher', 'problem.assigned', one, assignment());
    await driver.taken('regulator', 'problem.accepted', one, { handler: '张', phone: '0371-6363', note: '' });
    await driver.taken('regulator', 'problem.started', one, { note: '' });
    await driver.taken('regulator', 'problem.submitted', one, { measures, papers: [], note: '' });
    const sent = async (who: string, event: ReturnType<typeof draft>): Promise<string> => {
      const reply = await send(await live.as(who), event);
      expect([event.type, reply.status], reply.text).toEqual([event.type, 200]);
      return event.subjectId;
    };
    const held = {
      kind: 'joint',
      title: '会',
      heldAt: Date.now(),
      units: [id('housing')],
      minutes: '纪要',
      items: [
        { problem: two, decision: 'assign', unit: id('ecology'), deadlineAt: Date.now() + DAY, note: '' },
      ],
    } as const;
    await sent('dispatcher', draft('meeting.held', newId(), held));
    const terms = { form: 'seal', untilAt: null, basis: '第三十条' } as const;
    const opened = {
      ladder: 'air',
      rung: 'seal',
      source: id('siteeast'),
      unit: null,
      problems: [one],
      terms,
    };
    const step = await sent('leader', draft('escalation.opened', newId(), { ...opened, reason: '拒不整改' }));
    await driver.taken('leader', 'escalation.lifted', step, { reason: '合格' });
    await sent('dispatcher', draft('task.sent', newId(), strikeOf()));
    await sent('inspector', found(newId(), { source: id('yardwest') }));

    const whole = verifyChain(live.data);
    expect(whole).toMatchObject({ fault: null });
    expect(whole.rows).toBeGreaterThanOrEqual(7);
    await live.stop();

    const database = new DatabaseSync(join(live.data, 'data.db'));
    const before = database.prepare('SELECT note FROM problems WHERE id = ?').get(one)!['note'] as string;
    database.prepare('UPDATE problems SET note = ? WHERE id = ?').run('other', one);
    const named = spawnSync(process.execPath, ['src/cli/verify.ts', '--data', live.data, '--lang', 'en'], {
      encoding: 'utf8',
    });
    expect([named.status, named.stdout]).toEqual([
      1,
      expect.stringContaining(`${one} of problems is not as record`),
    ]);
    database.prepare('UPDATE problems SET note = ? WHERE id = ?').run(before, one);
    expect(verifyChain(live.data).fault).toBeNull();

    // The last record of a subject that has no revision to count by.
    const { seq } = database.prepare('SELECT max(seq) AS seq FROM events').get() as { readonly seq: number };
    database.prepare('DELETE FROM events WHERE seq = ?').run(seq);
    expect(verifyChain(live.data).fault).toEqual({
      key: 'server_chain_head',
      params: { seq: seq - 1, head: seq },
    });
    // Who hides that as well is told by the row that the record wrote.
    database.exec(
      'UPDATE log_head SET (seq, hash) = (SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1)',
    );
    expect(verifyChain(live.data).fault).toMatchObject({ key: 'server_chain_cut' });
    database.close();
  });
});
