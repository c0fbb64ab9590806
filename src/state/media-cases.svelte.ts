import { fetchMediaCases } from '../api/media.ts';
import { mediaEnd, mediaOrder } from '../core/casework/media-list.ts';
import { FollowedCases } from './followed-cases.svelte.ts';

/** What the media reported and what became of it (feature 1.46). */
export class MediaCases extends FollowedCases {
  readonly items = $derived(this.all.filter((each) => mediaEnd(each) !== null).sort(mediaOrder));

  constructor() {
    super(fetchMediaCases, (problem) => problem.origin === 'media');
  }
}
