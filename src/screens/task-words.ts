import type { TaskDraw } from '../core/patrol/task-types.ts';
import type { TaskRecord } from '../schema/records.ts';
import { city } from '../state/city.svelte.ts';
import { figure } from '../text/number.ts';
import { m } from '../text/paraglide/messages.js';
import { name } from '../text/say.ts';

/** "网格化巡查 · 暗访": the type, and that those checked may not know where it is so. */
export function taskTitle({ type, mode }: Pick<TaskRecord, 'type' | 'mode'>): string {
  const called = name('trade_task', type);
  return mode === 'covert' ? `${called} · ${m.trade_task_mode_covert()}` : called;
}

/** By which number the targets were drawn, and from what. */
export function drawWords({ number, kind, town, count, pool }: TaskDraw): string {
  return m.dispatch_draw({
    number: String(number),
    kind: name('trade_kind', kind),
    town: city.gridById.get(town)?.name ?? m.admin_draw_everywhere(),
    pool: figure(pool),
    count: figure(count),
  });
}
