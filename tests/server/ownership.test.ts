import { beforeAll, expect, test } from 'vitest';
import type { Row } from '../../src/core/casework/act.ts';
import { DEFAULT_CATEGORIES } from '../../src/core/casework/default-categories.ts';
import { proposeOwner, type ProposedOwner } from '../../src/core/casework/propose-owners.ts';
import { assignment, caseDriver, cityWith, HOUR } from './case-driver.ts';
import { id } from './city.ts';
import { rowOf } from './door.ts';
import { photoRef } from './drafts.ts';
import { startServer, type TestServer } from './harness.ts';

let server: TestServer;
let cases: ReturnType<typeof caseDriver>;
beforeAll(async () => {
  const person = { email: 'gasregulator@example.com', role: 'regulator' };
  server = await startServer({ city: cityWith('commerce', person) });
  cases = caseDriver(server);
});

/** What the desk starts from for a case, of what the server lets the dispatcher read. */
async function proposedFor(problem: string): Promise<ProposedOwner | null> {
  const desk = await server.as('dispatcher');
  const list = await desk.get('/api/collections/ownership_rules/records?sort=-fromAt');
  expect(list.status).toBe(200);
  const row = (await cases.problemOf(problem)) as unknown as Row;
  const source = (await rowOf(server, 'sources', String(row['source']))) as unknown as Row;
  return proposeOwner(row, source, list.body.items as readonly Row[], {
    categoryUnit: id('housing'),
    townUnit: id('westoffice'),
    unitOf: () => '',
  });
}

test('0.30 four candidates, papers with a claim, one decision: the second case at the place gets the decided unit', async () => {
  const first = await cases.finding({ category: 'ent.illegal_small' });
  expect(await proposedFor(first)).toMatchObject({ unit: id('housing'), reason: 'category' });
  const candidates = ['housing', 'ecology', 'westoffice', 'eastoffice'].map(id);
  await cases.taken('dispatcher', 'problem.disputed', first, { candidates, reason: '四家都不认' });
  const paper = photoRef();
  await cases.taken(
    'otherregulator',
    'problem.claim_answered',
    first,
    {
      ...{ unit: id('ecology'), answer: 'claim', note: '在册' },
      papers: [{ kind: 'land', name: '用地批复', photo: paper.id }],
    },
    { photos: [paper] },
  );
  await cases.taken('dispatcher', 'problem.owner_decided', first, {
    lead: id('ecology'),
    coUnits: [id('westoffice')],
    basis: '现场办公纪要',
    deadlineAt: Date.now() + 48 * HOUR,
    rule: true,
  });
  const decided = await cases.problemOf(first);
  expect(decided).toMatchObject({ state: 'assigned', unit: id('ecology') });
  expect(
    decided.dispute.candidates.find((each: { unit: string }) => each.unit === id('ecology')),
  ).toMatchObject({
    answer: 'claim',
    papers: [{ kind: 'land', name: '用地批复', photo: paper.id }],
  });

  const second = await cases.finding({ category: 'ent.illegal_small' });
  const proposed = await proposedFor(second);
  expect(proposed).toMatchObject({ unit: id('ecology'), coUnits: [id('westoffice')], reason: 'rule' });
  expect(proposed?.rule).toMatchObject({ basis: '现场办公纪要', problem: first });
  await cases.taken('dispatcher', 'problem.assigned', second, assignment('ecology', ['westoffice']));
  expect(await cases.problemOf(second)).toMatchObject({
    unit: id('ecology'),
    parts: [{ unit: id('westoffice'), state: 'open' }],
  });

  // Another category at the same place, and the same category elsewhere, are nobody's by that decision.
  expect((await proposedFor(await cases.finding()))?.reason).toBe('category');
  const east = { lng: 113.65, lat: 34.85, accuracyM: 8, by: 'gps', reason: '' } as const;
  const away = await cases.finding({ category: 'ent.illegal_small', source: id('siteeast'), place: east });
  expect((await proposedFor(away))?.reason).toBe('category');
});

test('0.30 earlier decisions are the office’s to read, not the units’', async () => {
  for (const who of ['regulator', 'town', 'inspector', 'siteofficer'])
    expect((await (await server.as(who)).get('/api/collections/ownership_rules/records')).body.items).toEqual(
      [],
    );
});

test('1.68 an illegal gas station goes to its regulator by the table, as a major problem with the leader’s word and the town', async () => {
  const line = DEFAULT_CATEGORIES.find((each) => each.code === 'gas.illegal')!;
  const problem = await cases.finding({ category: 'gas.illegal', severity: line.severity });
  const desk = await server.as('dispatcher');
  const units = (await desk.get('/api/collections/units/records?perPage=100')).body.items as readonly Row[];
  const unitOf = (code: string) => units.find((each) => each['code'] === code)?.id ?? '';
  const owner = proposeOwner((await cases.problemOf(problem)) as unknown as Row, null, [], {
    categoryUnit: unitOf(line.regulator),
    townUnit: id('westoffice'),
    unitOf,
  });
  expect(owner).toMatchObject({ unit: id('commerce'), reason: 'category' });
  await cases.taken('leader', 'problem.confirmed', problem, { note: '' });
  await cases.taken('dispatcher', 'problem.assigned', problem, assignment('commerce', ['westoffice']));
  expect(await cases.problemOf(problem)).toMatchObject({ state: 'assigned', unit: id('commerce') });
  const sees = async (who: string) =>
    (await (await server.as(who)).get(`/api/collections/problems/records/${problem}`)).status;
  expect([await sees('gasregulator'), await sees('regulator')]).toEqual([200, 404]);
  const accept = { handler: '张三', phone: '0371-63639999', note: '' };
  expect(await cases.refusedBy('regulator', 'problem.accepted', problem, accept)).toBe(
    'server_not_your_unit',
  );
  await cases.taken('gasregulator', 'problem.accepted', problem, accept);
});
