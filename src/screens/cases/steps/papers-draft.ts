import type { Paper } from '../../../core/casework/problem-payloads.ts';
import type { SheetPhoto } from '../../../state/inspect-actions.ts';

/** A paper that is being listed, with a picture of it when there is one. */
export interface PaperDraft {
  readonly key: number;
  kind: Paper['kind'];
  name: string;
  photos: readonly SheetPhoto[];
}

/** Papers that have a name, as the event says them. `idOf`: the id that the picture gets in that event. */
export function papersOf(
  drafts: readonly PaperDraft[],
  idOf: (photo: SheetPhoto) => string = (photo) => photo.id,
): Paper[] {
  return drafts
    .filter((each) => each.name.trim() !== '')
    .map(({ kind, name, photos }) => ({
      kind,
      name: name.trim(),
      photo: photos[0] ? idOf(photos[0]) : null,
    }));
}

export function paperPhotos(drafts: readonly PaperDraft[]): readonly SheetPhoto[] {
  return drafts.filter((each) => each.name.trim() !== '').flatMap((each) => each.photos.slice(0, 1));
}
