import type { PictureMasking } from '../core/escalation/mask-boxes.ts';
import type { EventRecord, ExposurePictureRecord, ExposureRecord } from '../schema/records.ts';
import { fetchPhotoUrls } from './cases.ts';
import { client } from './client.ts';
import { fetchNamedPhotos } from './named-photos.ts';

/** A picture of an article for the public. */
export type OwnPicture = Pick<ExposurePictureRecord, 'id' | 'masking' | 'boxes'> & { readonly url: string };
/** An exposure with the pictures the office made for the public. */
export type OwnExposure = Pick<
  ExposureRecord,
  'id' | 'title' | 'publishedAt' | 'redaction' | 'state' | 'problems'
> & { readonly pictures: readonly OwnPicture[] };

/** A photo of a case as evidence: never public itself. */
export interface OriginalPhoto {
  readonly id: string;
  readonly small: string;
  readonly whole: string;
}

/** A masked copy on its way. */
export interface MaskedPicture {
  /** Made on the device: sent twice it is still one picture. */
  readonly id: string;
  readonly exposure: string;
  readonly by: string;
  readonly at: number;
  readonly masking: PictureMasking;
  readonly boxes: number;
  readonly sha256: string;
  /** '' when it was no evidence of a case. */
  readonly original: string;
  readonly bytes: Blob;
}

/** The latest exposures, newest first. */
export async function fetchOwnExposures(): Promise<OwnExposure[]> {
  const page = await client
    .collection('exposures')
    .getList<ExposureRecord>(1, 50, { sort: '-publishedAt', skipTotal: true });
  const pictures = await picturesOf('hidden = false');
  return page.items.map((row) => ({ ...row, pictures: pictures.get(row.id) ?? [] }));
}

/** The pictures of one article, in the order they were added. Throws the SDK's error. */
export async function fetchPictures(exposure: string): Promise<readonly OwnPicture[]> {
  const filter = client.filter('hidden = false && exposure = {:exposure}', { exposure });
  return (await picturesOf(filter)).get(exposure) ?? [];
}

/** The photos that the events of these cases name, as far as their bytes are there. Throws the SDK's error. */
export async function fetchOriginals(problems: readonly string[]): Promise<readonly OriginalPhoto[]> {
  if (problems.length === 0) return [];
  const filter = problems.map((id) => client.filter('subjectId = {:id}', { id })).join(' || ');
  const events = await client
    .collection('events')
    .getFullList<EventRecord>({ filter, fields: 'id,photos', skipTotal: true });
  const photos = (await fetchNamedPhotos(events)).filter(
    ({ phase, media }) => phase !== 'paper' && (media === 'image' || String(media) === ''),
  );
  const urls = await fetchPhotoUrls(photos);
  return photos.map(({ id }) => ({ id, ...urls.get(id)! }));
}

/** The bytes of a picture by its address. Throws when they did not come. */
export async function fetchPicture(url: string): Promise<Blob> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`picture: ${answer.status}`);
  return answer.blob();
}

/** Adds a masked copy: it is for everybody as soon as it is there. Throws the SDK's error with the reason. */
export async function addPicture({ bytes, ...fields }: MaskedPicture): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  form.set('file', bytes, `${fields.id}.jpg`);
  await client.collection('exposure_pictures').create(form);
}

export async function hidePicture(id: string): Promise<void> {
  await client.collection('exposure_pictures').update(id, { hidden: true });
}

async function picturesOf(filter: string): Promise<ReadonlyMap<string, readonly OwnPicture[]>> {
  const rows = await client
    .collection('exposure_pictures')
    .getFullList<ExposurePictureRecord>({ filter, sort: 'at', skipTotal: true });
  const token = rows.length > 0 ? await client.files.getToken() : '';
  const found = new Map<string, readonly OwnPicture[]>();
  for (const row of rows) {
    const { id, masking, boxes } = row;
    const picture = { id, masking, boxes, url: client.files.getURL(row, row.file, { token }) };
    found.set(row.exposure, [...(found.get(row.exposure) ?? []), picture]);
  }
  return found;
}
