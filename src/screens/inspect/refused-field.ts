import { exhaustive } from '../../core/exhaustive.ts';
import type { Message } from '../../core/message.ts';
import type { FindingDraft } from '../../offline/finding-draft.ts';

/** What a finding cannot be stored without, in the order in which it is asked for. */
export const NEEDED = ['photo', 'category', 'after', 'place', 'after_place'] as const;
export type Needed = (typeof NEEDED)[number];
/** What the server may find wrong in it: another source can be chosen while it is put right. */
export type Fault = Needed | 'source';

const BY_REASON: Readonly<Record<string, Fault>> = {
  server_needs_photo: 'photo',
  server_needs_photos_before: 'photo',
  server_needs_photo_after: 'after',
  server_needs_photos_after: 'after',
  server_category_unknown: 'category',
  server_field_category: 'category',
  // It is the source that lies elsewhere.
  server_not_your_territory: 'source',
  server_no_such_source: 'source',
  server_place_far: 'place',
  server_place_needs_reason: 'place',
  server_place_outside: 'place',
  server_place_too_vague: 'place',
};
const BY_FIELD: Readonly<Record<string, Fault>> = {
  category: 'category',
  photos: 'photo',
  place: 'place',
  source: 'source',
};

/** The field of the form that a refusal of the server speaks of; null when it is about none of them. */
export function refusedField({ key, params }: Message): Fault | null {
  const field = String(params?.['field'] ?? '').split(/[.[]/)[0] ?? '';
  return BY_REASON[key] ?? BY_FIELD[field] ?? null;
}

/** What stands in a field, so that two drafts can be told apart by it. */
export function saidIn(field: Fault, draft: FindingDraft): string {
  switch (field) {
    case 'photo':
      return draft.before.map((each) => each.id).join(' ');
    case 'after':
      return draft.after.map((each) => each.id).join(' ');
    case 'after_place':
      return draft.after.map((each) => `${each.id} ${String(each.taken['accuracyM'])}`).join(' ');
    case 'source':
      return draft.about ?? '';
    case 'category':
      return draft.category ?? '';
    case 'place': {
      const at = draft.pin ?? draft.fix;
      return [at?.lng, at?.lat, draft.pinReason].join(' ');
    }
    default:
      return exhaustive(field);
  }
}
