import type { GroupChoice } from '../core/patrol/choose-group.ts';
import { city } from '../state/city.svelte.ts';
import { m } from '../text/paraglide/messages.js';
import { km } from './words.ts';

/** What a dispatcher weighs of a group: its name, its load, how far it is. */
export function groupWords(choice: GroupChoice): { name: string; load: string; far: string } {
  return { name: city.groupById.get(choice.id)?.name ?? '', load: load(choice), far: far(choice) };
}

function load(choice: GroupChoice): string {
  if (!choice.onDuty) return m.dispatch_group_off();
  return choice.openTasks === 0
    ? m.dispatch_group_free()
    : m.dispatch_group_busy({ count: choice.openTasks });
}

function far(choice: GroupChoice): string {
  return choice.distanceM === null
    ? m.dispatch_group_place_unknown()
    : m.dispatch_group_far({ km: km(choice.distanceM) });
}
