import type { Instant } from '../units.ts';

/** What a picture file says of itself. */
export interface PictureFile {
  /** When the file was last written, as the device says. */
  readonly writtenAt: Instant;
  /** EXIF DateTimeOriginal and ModifyDate; null where the file has none. */
  readonly shotAt: Instant | null;
  readonly changedAt: Instant | null;
  /** EXIF Software: a camera names its firmware there, an editor itself. */
  readonly software: string;
}

export interface PhotoOrigin {
  readonly by: 'camera' | 'gallery';
  readonly shotAt?: Instant;
  readonly edited?: string;
}

/** A picture older than this when it is handed over did not come from the shutter just now. */
export const FRESH_MS = 5 * 60_000;
/** A camera writes a picture within this time of the shutter. */
const WRITING_MS = 60_000;
const EDITORS =
  /photoshop|lightroom|adobe|snapseed|picsart|meitu|xiuxiu|美图|醒图|轻颜|faceu|b612|gimp|pixlr|facetune|canva|vsco|affinity|acdsee|paint|photoscape|polarr|remini|capcut|剪映/i;

/**
 * Whether a picture comes from the camera or the gallery, and whether somebody worked it over (feature 0.27): told by the file itself, so
 * what takes every trace away is not found. Nothing is refused for it; it is marked.
 */
export function photoOrigin(file: PictureFile, chosen: 'camera' | 'gallery', at: Instant): PhotoOrigin {
  const { shotAt, changedAt, writtenAt, software } = file;
  const old = at - (shotAt ?? writtenAt) > FRESH_MS || at - writtenAt > FRESH_MS;
  const named = EDITORS.test(software);
  const changed = shotAt !== null && changedAt !== null && changedAt - shotAt > WRITING_MS;
  return {
    by: chosen === 'gallery' || old ? 'gallery' : 'camera',
    ...(shotAt !== null && { shotAt }),
    ...((named || changed) && { edited: software.slice(0, 80) || '?' }),
  };
}
