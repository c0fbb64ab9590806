import type { EventDraft } from '../../core/casework/events.ts';
import { city } from '../../state/city.svelte.ts';
import { outbox } from '../../state/outbox.svelte.ts';
import { tasks } from '../../state/tasks.svelte.ts';
import { name } from '../../text/say.ts';
import { sourceTitle } from './source-title.ts';

/** What an event in the outbox is about, so that two of a kind can be told apart: category, place, task, verdict. */
export function outboxWords(draft: EventDraft): string {
  const said = payloadOf(draft);
  const field = (key: string): string => (typeof said[key] === 'string' ? (said[key] as string) : '');
  switch (draft.type) {
    case 'problem.found':
      return line(name('trade_category', field('category').replace('.', '_')), sourceWords(field('source')));
    case 'problem.fixed_on_spot': {
      const found = storedAbout(draft.subjectId, 'problem.found');
      return found ? outboxWords(found) : '';
    }
    case 'inspection.made':
      return line(sourceWords(field('source')), name('trade_visit', field('outcome')));
    case 'task.visited':
      return line(
        sourceWords(field('source')),
        name('trade_visit', field('result')),
        taskWords(draft.subjectId),
      );
    case 'task.walked':
      return line(city.gridById.get(field('cell'))?.name ?? '', taskWords(draft.subjectId));
    case 'source.registered':
      return line(field('name'), name('trade_kind', field('kind')));
    default:
      return draft.subject === 'tasks' ? taskWords(draft.subjectId) : '';
  }
}

function sourceWords(id: string): string {
  const known = city.source(id);
  if (known) return sourceTitle(known);
  // Registered on this device a moment ago: the server has not numbered it yet.
  const own = storedAbout(id, 'source.registered');
  return own ? outboxWords(own) : '';
}

function taskWords(id: string): string {
  const task = tasks.open.find((each) => each.id === id);
  return task ? `${name('trade_task', task.type)} ${task.no}`.trim() : '';
}

function storedAbout(subject: string, type: EventDraft['type']): EventDraft | undefined {
  return outbox.items.find(
    ({ draft, state }) => draft.subjectId === subject && draft.type === type && state !== 'replaced',
  )?.draft;
}

function payloadOf(draft: EventDraft): Readonly<Record<string, unknown>> {
  return JSON.parse(draft.payload) as Readonly<Record<string, unknown>>;
}

function line(...parts: readonly string[]): string {
  return parts.filter((each) => each !== '').join(' · ');
}
