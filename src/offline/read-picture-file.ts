import type { PictureFile } from '../core/casework/photo-origin.ts';

/** What a picture file says of itself; a file without EXIF says only when it was written. Never throws. */
export async function readPictureFile(file: Blob & { readonly lastModified?: number }): Promise<PictureFile> {
  const writtenAt = file.lastModified ?? Date.now();
  try {
    const { parse } = await import('exifr/dist/lite.esm.mjs');
    const tags = (await parse(file, { pick: ['DateTimeOriginal', 'ModifyDate', 'Software'] })) as
      Tags | undefined;
    return {
      writtenAt,
      shotAt: tags?.DateTimeOriginal?.getTime() ?? null,
      changedAt: tags?.ModifyDate?.getTime() ?? null,
      software: typeof tags?.Software === 'string' ? tags.Software : '',
    };
  } catch {
    return { writtenAt, shotAt: null, changedAt: null, software: '' };
  }
}

/** EXIF has no time zone: the times are of the device's own clock, as the reader takes them. */
interface Tags {
  readonly DateTimeOriginal?: Date;
  readonly ModifyDate?: Date;
  readonly Software?: unknown;
}
