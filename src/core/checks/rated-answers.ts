import type { EventDraft } from '../casework/events.ts';
import type { CheckAnswers } from '../patrol/task-payloads.ts';
import { checkRate } from '../sources/check-rate.ts';

/** What a row of `inspections` keeps of a form: the answers and what they come to. */
export interface RatedAnswers extends CheckAnswers {
  /** Passes ÷ applicable items, per cent with one decimal; null when nothing applied. */
  readonly rate: number | null;
}

export function ratedAnswers(answers: CheckAnswers): RatedAnswers {
  return { ...answers, rate: checkRate(answers.items) };
}

/** Answers that came later go over those before: what was not looked at again stays. Another form takes the first one's place. */
export function mergedAnswers(before: CheckAnswers | null, now: CheckAnswers): RatedAnswers {
  if (before?.form !== now.form) return ratedAnswers(now);
  const photos = { ...before.photos };
  for (const [item, ids] of Object.entries(now.photos ?? {}))
    photos[item] = [...new Set([...(photos[item] ?? []), ...ids])];
  return ratedAnswers({
    ...before,
    ...now,
    items: { ...before.items, ...now.items },
    ...(Object.keys(photos).length === 0 ? {} : { photos }),
  });
}

/** True when each picture of the answers is one of the event's and belongs to an item that was answered. */
export function hasItsPhotos(answers: CheckAnswers | undefined, { photos }: EventDraft): boolean {
  const brought = new Set(photos.map((each) => each.id));
  return Object.entries(answers?.photos ?? {}).every(
    ([item, ids]) => answers?.items[item] !== undefined && ids.every((each) => brought.has(each)),
  );
}
