import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, test } from 'vitest';
import { assignment, caseCity, caseDriver, HERE, HOUR, measures } from './case-driver.ts';
import { id } from './city.ts';
import { rowOf, send, totalOf } from './door.ts';
import { draft, newId, photoRef } from './drafts.ts';
import { startServer, type Json, type Reply, type TestServer } from './harness.ts';

let server: TestServer;
let cases: ReturnType<typeof caseDriver>;
beforeAll(async () => {
  server = await startServer({ city: caseCity });
  cases = caseDriver(server);
});
const problemOf = (problem: string) => cases.problemOf(problem);
const step: typeof cases.step = (...args) => cases.step(...args);
const taken: typeof cases.taken = (...args) => cases.taken(...args);
const refusedBy: typeof cases.refusedBy = (...args) => cases.refusedBy(...args);
const finding: typeof cases.finding = (more) => cases.finding(more);

describe('many at once', () => {
  test('twenty decisions on whose it is race: exactly one wins, the others get the row as it is', async () => {
    const problem = await finding({ category: 'ent.illegal_small' });
    const candidates = [id('housing'), id('ecology'), id('westoffice'), id('eastoffice')];
    await taken('dispatcher', 'problem.disputed', problem, { candidates, reason: '四家都不认' });
    const { rev } = await problemOf(problem);
    const office = await server.as('dispatcher');
    const decide = (n: number): Promise<Reply> =>
      send(
        office,
        draft(
          'problem.owner_decided',
          problem,
          {
            lead: candidates[n % 4]!,
            coUnits: [],
            basis: `第 ${n} 次`,
            deadlineAt: Date.now() + 48 * HOUR,
            rule: true,
          },
          { seen: rev },
        ),
      );
    const replies = await Promise.all(Array.from({ length: 20 }, (_, n) => decide(n)));
    expect(replies.map((each) => each.status).sort()).toEqual([200, ...Array<number>(19).fill(409)]);
    const row = await problemOf(problem);
    expect(row).toMatchObject({ state: 'assigned', rev: rev + 1 });
    expect(replies.find((each) => each.status === 409)?.body.data.row).toMatchObject({
      id: problem,
      unit: row.unit,
    });
    expect(await totalOf(server, 'ownership_rules', `problem = '${problem}'`)).toBe(1);
  });

  test('two people on one case: both sides come back, nothing is overwritten', async () => {
    const problem = await finding();
    const { rev } = await problemOf(problem);
    await taken('dispatcher', 'problem.assigned', problem, assignment('ecology'));
    const late = await step('leader', 'problem.assigned', problem, assignment(), { seen: rev });
    expect([late.status, late.body.data.key, late.body.data.fields]).toEqual([
      409,
      'server_changed_meanwhile',
      ['state'],
    ]);
    expect(late.body.data.row).toMatchObject({ unit: id('ecology'), state: 'assigned' });
    // Units answer side by side on stale copies: each has a claim of its own.
    const other = await finding();
    await taken('dispatcher', 'problem.disputed', other, {
      candidates: [id('housing'), id('ecology')],
      reason: 'r',
    });
    const answers = await Promise.all(
      (['housing', 'ecology'] as const).map((unit) =>
        step(
          unit === 'housing' ? 'regulator' : 'otherregulator',
          'problem.claim_answered',
          other,
          {
            unit: id(unit),
            answer: 'deny',
            note: '',
            papers: [],
          },
          { seen: 2 },
        ),
      ),
    );
    expect(answers.map((each) => each.status)).toEqual([200, 200]);
    expect((await problemOf(other)).dispute.candidates.map((each: Json) => each.answer)).toEqual([
      'deny',
      'deny',
    ]);
  });

  test('0.11 0.12 one inspection, 21 points, one order, 20 pass and 1 fails', async () => {
    const inspection = newId();
    const made = {
      source: id('sitewest'),
      task: null,
      mode: 'regular' as const,
      outcome: 'found' as const,
      at: Date.now(),
      place: HERE,
      note: '',
      witness: '',
      police: false,
      education: null,
    };
    const reply = await send(await server.as('inspector'), draft('inspection.made', inspection, made));
    expect(reply.status, reply.text).toBe(200);
    const categories = [
      ...Array<string>(9).fill('dust.bare_soil'),
      ...Array<string>(8).fill('dust.accumulated'),
      ...Array<string>(2).fill('dust.road_broken'),
      ...Array<string>(2).fill('dust.wet_work'),
    ];
    const points: string[] = [];
    for (const category of categories) points.push(await finding({ category, inspection }));
    const order = newId();
    const sent = draft('order.sent', order, {
      kind: 'batch',
      problems: points,
      unit: id('housing'),
      coUnits: [],
      basis: '',
      deadlineAt: Date.now() + 48 * HOUR,
      note: '',
    });
    expect((await send(await server.as('dispatcher'), sent)).status).toBe(200);
    expect(await totalOf(server, 'problems', `order = '${order}' && state = 'assigned'`)).toBe(21);
    expect((await rowOf(server, 'orders', order)).no).toMatch(/^JB-410108-\d{4}-0001$/);
    for (const point of points) {
      await taken('regulator', 'problem.accepted', point, { handler: '张', phone: '63639999', note: '' });
      await taken('regulator', 'problem.started', point, { note: '' });
      // Without photos of its own a point cannot be submitted; these are named and still to come.
      await taken('regulator', 'problem.submitted', point, { measures, papers: [], note: '' });
    }
    const set = newId();
    const opened = draft('reinspection.opened', set, {
      source: id('sitewest'),
      problems: points,
      group: id('grouptwo'),
      units: [id('housing'), id('ecology')],
      dueAt: Date.now() + 48 * HOUR,
      note: '',
    });
    expect((await send(await server.as('dispatcher'), opened)).status).toBe(200);
    const photo = photoRef();
    const report = (problems: readonly string[]) => ({
      at: Date.now(),
      verdicts: problems.map((problem) => ({
        problem,
        verdict: problem === points[20] ? ('fail' as const) : ('pass' as const),
        note: '',
        place: HERE,
        photos: [photo.id],
      })),
      papers: [{ kind: 'permit' as const, name: '土石方许可', photo: null }],
      signers: [{ unit: id('housing'), name: '王' }],
      note: '',
    });
    expect(
      await refusedBy('inspector', 'reinspection.reported', set, report(points), { photos: [photo] }),
    ).toBe('server_not_your_group');
    await taken('otherinspector', 'reinspection.reported', set, report(points.slice(0, 20)), {
      photos: [photo],
    });
    expect(await refusedBy('dispatcher', 'reinspection.closed', set, { note: '' })).toBe(
      'server_verdicts_missing',
    );
    await taken('otherinspector', 'reinspection.reported', set, report(points.slice(20)), {
      photos: [photo],
    });
    expect(await totalOf(server, 'problems', `inspection = '${inspection}' && state = 're_inspected'`)).toBe(
      20,
    );
    expect(await totalOf(server, 'problems', `inspection = '${inspection}' && state = 'returned'`)).toBe(1);
    // All or none, also of what follows: photos are still to come, so not one is closed and the set stays open.
    expect(await refusedBy('dispatcher', 'reinspection.closed', set, { note: '' })).toBe(
      'server_photos_still_to_come',
    );
    expect(await totalOf(server, 'problems', `inspection = '${inspection}' && state = 'closed'`)).toBe(0);
    expect((await rowOf(server, 'reinspections', set)).state).toBe('reported');
  });

  test('3.18 a joint case: each unit sees it, its part is its own, closing needs all', async () => {
    const problem = await finding();
    await taken('dispatcher', 'problem.assigned', problem, assignment('housing', ['ecology']));
    const path = `/api/collections/problems/records/${problem}`;
    expect((await (await server.as('otherregulator')).get(path)).status).toBe(200);
    await taken('regulator', 'problem.accepted', problem, { handler: '张', phone: '63639999', note: '' });
    await taken('regulator', 'problem.started', problem, { note: '' });
    expect(
      await refusedBy('regulator', 'problem.submitted', problem, { measures, papers: [], note: '' }),
    ).toBe('server_parts_open');
    await taken('otherregulator', 'problem.part_submitted', problem, {
      unit: id('ecology'),
      measures,
      papers: [],
      note: '',
    });
    await taken('regulator', 'problem.submitted', problem, { measures, papers: [], note: '' });
    expect((await problemOf(problem)).measures).toHaveLength(2);
  });

  test('4.01 a point near the border is in both towns’ lists; farther away it is not', async () => {
    const at = (lng: number): Promise<string> => finding({ place: { ...HERE, lng } });
    const [near, far] = [await at(113.5995), await at(113.55)];
    const east = await server.as('othertown');
    expect((await east.get(`/api/collections/problems/records/${near}`)).status).toBe(200);
    expect((await east.get(`/api/collections/problems/records/${far}`)).status).toBe(404);
    expect((await problemOf(near)).nearTowns).toBe(` ${id('towneast')} `);
  });

  test('who saw it first is kept upwards to the district', async () => {
    expect(await problemOf(await finding())).toMatchObject({
      cell: id('cellwest'),
      village: id('villagewest'),
      town: id('townwest'),
      district: id('huiji'),
    });
  });
});

test('1.57 the nightly draw picks a tenth of each day, a picked one is not closed unseen, and its finder does not judge it', async () => {
  const yesterday = Date.now() - 30 * HOUR;
  const fixed = Array.from({ length: 25 }, (_, n) => ({
    id: id(`fixed${n}x`),
    source: id('sitewest'),
    no: `WT-9-${n}`,
    category: 'dust.bare_soil',
    severity: 1,
    state: 'fixed_on_spot',
    handling: 'fixed_on_spot',
    origin: 'patrol',
    group: id('groupone'),
    foundBy: id('otherinspector'),
    lng: 113.55,
    lat: 34.85,
    foundAt: yesterday,
    rev: 2,
  }));
  const one = await startServer({
    city: { ...caseCity, problems: [...fixed, { ...fixed[0], id: id('broken'), no: 'WT-9-b', sample: '' }] },
  });
  await one.stop();
  // One case that cannot be written holds up neither the others of its day nor other days.
  const database = new DatabaseSync(join(one.data, 'data.db'));
  database.exec(
    `CREATE TRIGGER broken BEFORE UPDATE ON problems WHEN new.id = '${id('broken')}' BEGIN SELECT raise(ABORT, 'broken'); END`,
  );
  database.close();
  const { output } = one.command('samples');
  expect(JSON.parse(output.slice(output.indexOf('{"lots"')))).toMatchObject({
    ...{ lots: 1, drawn: 25, picked: 3, refused: 1 },
  });
  await one.restart();
  const [picked] = (
    await (await one.as('root')).get("/api/collections/problems/records?filter=sample='picked'")
  ).body.items;
  const close = draft('problem.closed', picked.id, { note: '' }, { seen: 3 });
  expect((await send(await one.as('inspector'), close)).body.data.key).toBe('server_sample_first');
  const fresh = newId();
  const judge = (verdict: 'pass' | 'fail') => {
    const payload = { verdict, place: HERE, note: '又露土', problem: verdict === 'pass' ? null : fresh };
    const more = { seen: 3, photos: [photoRef()] };
    return draft('problem.sample_checked', picked.id, payload, more);
  };
  const finder = await one.as('otherinspector');
  const refusal = (await send(finder, judge('pass'))).body.data.key;
  expect(refusal).toBe('server_not_your_own_work');
  // Somebody of another group has to see the case that he is to look at again.
  const seen = await (await one.as('inspector')).get(`/api/collections/problems/records/${picked.id}`);
  expect(seen.status).toBe(200);
  const failed = await send(await one.as('inspector'), judge('fail'));
  expect(failed.status, failed.text).toBe(200);
  expect(await rowOf(one, 'problems', picked.id)).toMatchObject({ state: 'closed', sample: 'failed' });
  expect(await rowOf(one, 'problems', fresh)).toMatchObject({ state: 'found', linked: picked.id });
});
