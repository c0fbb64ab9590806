import { describe, expect, test } from 'vitest';
import type { Row } from '../../../src/core/casework/act.ts';
import { countExposures } from '../../../src/core/escalation/count-exposures.ts';
import type { ExposurePublished } from '../../../src/core/escalation/payloads.ts';
import { publicExposure } from '../../../src/core/escalation/public-exposure.ts';
import { dispatcher, finding, HOUR, inspector, leader, PAYLOADS, system } from '../casework/case-steps.ts';
import { MemoryWorld, NOW, person } from '../casework/memory-world.ts';

const ARTICLE = 'exposure0000001';
const PROBLEMS = ['problem00000001', 'problem00000002', 'problem00000003'];

const article = (more: Partial<ExposurePublished> = {}): ExposurePublished => ({
  medium: 'official_account',
  title: '三家工地扬尘',
  link: 'https://example.com/1',
  publishedAt: NOW,
  problems: PROBLEMS,
  redaction: 'none',
  followUpDueAt: NOW + 7 * 24 * HOUR,
  proposal: null,
  note: '',
  ...more,
});

/** Three problems, each of another firm. */
function worldOf(): MemoryWorld {
  const world = new MemoryWorld();
  for (const [n, problem] of PROBLEMS.entries()) {
    world.send(inspector, 'problem.found', problem, { ...finding, source: `source00000000${n + 1}` });
    world.send(dispatcher, 'problem.assigned', problem, PAYLOADS['problem.assigned']);
  }
  return world;
}
const reasonOf = (result: ReturnType<MemoryWorld['send']>): string =>
  result.ok ? 'ok' : result.error.reason.key;

describe('exposures', () => {
  test('0.25 an article marks each of its problems, which then stand on the first rung', () => {
    const world = worldOf();
    expect(reasonOf(world.send(dispatcher, 'exposure.published', ARTICLE, article()))).toBe('ok');
    expect(world.find('exposures', ARTICLE)).toMatchObject({
      state: 'published',
      sources: ' source000000001 source000000002 source000000003 ',
      towns: ' town ',
      overdueAt: 0,
    });
    for (const problem of PROBLEMS)
      expect(world.find('problems', problem)).toMatchObject({
        escalation: 1,
        steps: [{ step: ARTICLE, form: 'exposure', level: 1 }],
      });
    expect(world.log.filter((each) => each.type === 'problem.escalated')).toHaveLength(3);
  });

  test('0.25 counts by medium; 0.37 one article with 3 firms counts 1 and 3, a withdrawn one counts nothing', () => {
    const world = worldOf();
    world.send(dispatcher, 'exposure.published', ARTICLE, article());
    world.send(
      dispatcher,
      'exposure.published',
      'exposure0000002',
      article({ medium: 'television', problems: [PROBLEMS[0]!] }),
    );
    const count = () => countExposures(world.all('exposures'), 0, NOW + 1);
    expect(count()).toMatchObject({ articles: 2, firms: 3, mentions: 4 });
    expect(count().byMedium).toMatchObject({ official_account: 1, television: 1, newspaper: 0 });
    expect(count().byFirm.get('source000000001')).toBe(2);
    world.send(dispatcher, 'exposure.withdrawn', ARTICLE, { reason: '事实有误' });
    expect(count()).toMatchObject({ articles: 1, firms: 1 });
    expect(world.find('problems', PROBLEMS[1]!)).toMatchObject({ escalation: 0, steps: [] });
    expect(countExposures(world.all('exposures'), NOW + 1, NOW + 2).articles).toBe(0);
    world.send(dispatcher, 'exposure.restored', ARTICLE, { reason: '核实无误' });
    expect(count()).toMatchObject({ articles: 2, firms: 3 });
    expect(world.find('problems', PROBLEMS[1]!)).toMatchObject({ escalation: 1 });
  });

  test('0.26 flagged once when no follow-up came in time, and clear again with the second article', () => {
    const world = worldOf();
    const dueAt = NOW + 7 * 24 * HOUR;
    world.send(dispatcher, 'exposure.published', ARTICLE, article());
    expect(reasonOf(world.send(system, 'exposure.lapsed', ARTICLE, { dueAt }))).toBe('server_not_due');
    world.now = dueAt + 1;
    expect(reasonOf(world.send(dispatcher, 'exposure.lapsed', ARTICLE, { dueAt }))).toBe(
      'server_not_your_task',
    );
    expect(reasonOf(world.send(system, 'exposure.lapsed', ARTICLE, { dueAt }))).toBe('ok');
    expect(reasonOf(world.send(system, 'exposure.lapsed', ARTICLE, { dueAt }))).toBe('server_not_due');
    expect(world.find('exposures', ARTICLE)).toMatchObject({ state: 'published', overdueAt: dueAt });
    const second = { title: '回访', link: '', publishedAt: world.now, result: 'fixed' } as const;
    expect(
      reasonOf(
        world.send(dispatcher, 'exposure.followed_up', ARTICLE, { ...second, publishedAt: NOW - HOUR }),
      ),
    ).toBe('server_follow_up_before');
    world.send(dispatcher, 'exposure.followed_up', ARTICLE, second);
    expect(world.find('exposures', ARTICLE)).toMatchObject({
      state: 'followed_up',
      overdueAt: 0,
      followUps: [{ title: '回访', result: 'fixed', at: world.now }],
    });
  });

  test('only the exposure group among inspectors, no void problem, no address that runs a script', () => {
    const world = worldOf();
    expect(reasonOf(world.send(inspector, 'exposure.published', ARTICLE, article()))).toBe(
      'server_not_exposure_group',
    );
    expect(reasonOf(world.send(person('regulator'), 'exposure.published', ARTICLE, article()))).toBe(
      'server_not_your_task',
    );
    const script = article({ link: 'javascript:alert(1)' });
    expect(reasonOf(world.send(dispatcher, 'exposure.published', ARTICLE, script))).toBe('server_field_link');
    world.send(dispatcher, 'problem.undecided', PROBLEMS[0]!, { reason: 'r' });
    world.send(dispatcher, 'problem.voided', PROBLEMS[0]!, { reason: 'r' });
    expect(reasonOf(world.send(leader, 'exposure.published', ARTICLE, article()))).toBe(
      'server_problem_is_void',
    );
  });

  test('the public sees the place only when nothing is masked, never a person, and nothing that is withheld', () => {
    const world = worldOf();
    world.send(dispatcher, 'exposure.published', ARTICLE, article());
    const rows = (name: string) => new Map(world.all(name).map((row) => [row.id, row]));
    const shown = () =>
      publicExposure(world.find('exposures', ARTICLE) as Row, rows('problems'), rows('sources'));
    expect(shown()?.problems).toHaveLength(3);
    expect(shown()?.problems[0]).toMatchObject({ fixed: false, place: { lng: 113.6, lat: 34.81 } });
    expect(JSON.stringify(shown())).not.toMatch(/inspector|dispatcher|handler|unit0/);
    world.send(dispatcher, 'exposure.redacted', ARTICLE, { redaction: 'masked', reason: '未结案' });
    expect(shown()?.problems[0]?.place).toBeNull();
    world.send(dispatcher, 'exposure.redacted', ARTICLE, { redaction: 'withheld', reason: '未结案' });
    expect(shown()).toBeNull();
  });
});
