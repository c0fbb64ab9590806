import { untrack } from 'svelte';
import type { TaskRecord } from '../../schema/records.ts';
import { newsOf } from '../../state/inspect-news.ts';
import { session } from '../../state/session.svelte.ts';
import { tasks } from '../../state/tasks.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { toasts } from '../../ui/toasts.svelte.ts';

const WORDS = {
  sent: m.inspect_news_sent,
  recalled: m.inspect_news_recalled,
  retargeted: m.inspect_news_retargeted,
};

/** Says what the office did to the group's tasks while they are looked at. Call it while a component is made. */
export function tellTaskNews(): void {
  let seen: readonly TaskRecord[] | null = null;
  $effect(() => {
    if (tasks.state !== 'ready') return;
    const all = tasks.all;
    const news = seen ? newsOf(seen, all, session.user?.group ?? '') : [];
    seen = all;
    for (const { kind, task } of news) {
      const count = task.targets.filter((each) => each.state === 'todo').length;
      untrack(() => toasts.show(WORDS[kind]({ no: task.no, count })));
    }
  });
}
