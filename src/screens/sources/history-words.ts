import type { SourceUpdated } from '../../core/casework/payloads.ts';
import type { SourceProfile } from '../../core/sources/source-profile.ts';
import type { EventRecord } from '../../schema/records.ts';
import { m } from '../../text/paraglide/messages.js';
import { fieldWords, sharedWords, valueWords } from './ledger-words.ts';

/** Each change of one event, as a sentence; what the field was before when an earlier event in the list says so. */
export function changeWords(event: EventRecord, older: readonly EventRecord[]): readonly string[] {
  if (event.type !== 'source.updated') return [];
  const { profile = {}, ...shared } = changesOf(event);
  const before = older.filter((each) => each.type === 'source.updated').map(changesOf);
  // A place is one change, not two.
  const fields = Object.entries(shared).filter(([field]) => field !== 'lat');
  return [
    ...fields.map(([field, value]) => {
      const last = before.find((each) => field in each) as Record<string, unknown> | undefined;
      return sentence(
        field,
        wordsOfShared(shared, field, value),
        last ? wordsOfShared(last, field, last[field]) : '',
      );
    }),
    ...Object.entries(profile).map(([field, value]) => {
      const last = before.find((each) => each.profile && field in each.profile)?.profile;
      return sentence(field, valueWords(field, value), valueWords(field, last?.[field]));
    }),
  ];
}

function changesOf(event: EventRecord): SourceUpdated['changes'] & { readonly profile?: SourceProfile } {
  return (JSON.parse(event.payload) as SourceUpdated).changes;
}

function wordsOfShared(all: Readonly<Record<string, unknown>>, field: string, value: unknown): string {
  if (field === 'polygon') return value ? m.sources_yes() : m.sources_no();
  return field === 'lng'
    ? `${sharedWords('lng', value)}, ${sharedWords('lat', all['lat'])}`
    : sharedWords(field, value);
}

function sentence(field: string, value: string, before: string): string {
  const word = fieldWords(field);
  if (value === '') return m.sources_emptied({ field: word });
  return before === '' || before === value
    ? m.sources_changed({ field: word, value })
    : m.sources_changed_from({ field: word, before, value });
}
