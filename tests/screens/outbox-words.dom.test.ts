import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import type { EventDraft } from '../../src/core/casework/events.ts';
import { outboxWords } from '../../src/screens/inspect/outbox-words.ts';
import { city } from '../../src/state/city.svelte.ts';
import { outbox } from '../../src/state/outbox.svelte.ts';
import { setLocale } from '../../src/text/paraglide/runtime.js';

const draft = (type: EventDraft['type'], subjectId: string, payload: object): EventDraft =>
  ({
    id: subjectId,
    type,
    subject: type.startsWith('task') ? 'tasks' : 'problems',
    subjectId,
    payload: JSON.stringify(payload),
  }) as EventDraft;
const found = draft('problem.found', 'p1', { category: 'dust.bare_soil', source: 's1' });

beforeEach(() => {
  setLocale('zh-CN', { reload: false });
  const sources = [{ id: 's1', code: 'GD-017', name: '土石方开挖', kind: 'earthwork' }];
  Object.assign(city, { state: 'ready', data: { ...city.data, sources } });
});

it('two findings in the outbox are told apart by category and source', () => {
  expect(outboxWords(found)).toBe('裸露黄土 · GD-017 土石方开挖');
  expect(outboxWords(draft('inspection.made', 'i1', { source: 's1', outcome: 'nothing' }))).toContain(
    'GD-017',
  );
});

it('what was put right is the finding it belongs to, and a source from this device has its name already', () => {
  const own = draft('source.registered', 's9', { kind: 'site', name: '路边料堆' });
  Object.assign(outbox, { items: [{ draft: found }, { draft: own }] });
  expect(outboxWords(draft('problem.fixed_on_spot', 'p1', {}))).toContain('裸露黄土');
  expect(outboxWords(draft('problem.found', 'p2', { category: 'dust.bare_soil', source: 's9' }))).toContain(
    '路边料堆',
  );
});
