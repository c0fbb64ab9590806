import { air } from './collections/air.ts';
import { casework } from './collections/casework.ts';
import { eventLog } from './collections/event-log.ts';
import { ladder } from './collections/ladder.ts';
import { intake } from './collections/intake.ts';
import { people } from './collections/people.ts';
import { response } from './collections/response.ts';
import { sets } from './collections/sets.ts';
import { territory } from './collections/territory.ts';
import type { CollectionSpec } from './field.ts';

/** Every collection of the product, in no particular order: relations may point both ways. */
export const collections: readonly CollectionSpec[] = [
  ...people,
  ...territory,
  ...air,
  ...casework,
  ...eventLog,
  ...sets,
  ...ladder,
  ...intake,
  ...response,
];
