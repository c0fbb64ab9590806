import type { ExposurePictureRecord, ExposureRecord } from '../schema/records.ts';
import { client } from './client.ts';

/** An exposure with the pictures the office made for the public. */
export type OwnExposure = Pick<ExposureRecord, 'id' | 'title' | 'publishedAt' | 'redaction' | 'state'> & {
  readonly pictures: readonly { readonly id: string; readonly url: string }[];
};

/** The latest exposures, newest first. */
export async function fetchOwnExposures(): Promise<OwnExposure[]> {
  const page = await client
    .collection('exposures')
    .getList<ExposureRecord>(1, 50, { sort: '-publishedAt', skipTotal: true });
  const pictures = await client
    .collection('exposure_pictures')
    .getFullList<ExposurePictureRecord>({ filter: 'hidden = false', sort: 'at', skipTotal: true });
  const token = await client.files.getToken();
  return page.items.map((row) => ({
    ...row,
    pictures: pictures
      .filter((each) => each.exposure === row.id)
      .map((each) => ({ id: each.id, url: client.files.getURL(each, each.file, { token }) })),
  }));
}

/** Adds a picture in which nobody can be known: it is for everybody as soon as it is there. */
export async function addPicture(exposure: string, by: string, bytes: Blob): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ exposure, by, at: String(Date.now()) })) form.set(name, value);
  form.set('file', bytes, 'picture.jpg');
  await client.collection('exposure_pictures').create(form);
}

export async function hidePicture(id: string): Promise<void> {
  await client.collection('exposure_pictures').update(id, { hidden: true });
}
