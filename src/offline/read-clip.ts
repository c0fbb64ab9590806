import { CLIP_KINDS, clipKind, MAX_CLIP_BYTES, type ClipKind } from '../core/casework/clip.ts';
import { sha256 } from '../core/files/sha256.ts';
import { message, type Message } from '../core/message.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { PreparedPhoto } from './prepare-photo.ts';

export type PreparedClip = PreparedPhoto & { readonly kind: ClipKind };

/** What a file field takes; the content decides. */
export const CLIP_TYPES = CLIP_KINDS.map((each) => `video/${each}`).join(',');

/** A clip as it was filmed, with its hash: it is not made smaller. Refused when it is too large or no clip by its content. */
export async function readClip(file: Blob): Promise<Result<PreparedClip, Message>> {
  if (file.size > MAX_CLIP_BYTES) {
    const [size, limit] = [file.size, MAX_CLIP_BYTES].map((each) => Math.round(each / 1e5) / 10);
    return err(message('server_clip_too_large', { size: size!, limit: limit! }));
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kind = clipKind(String.fromCharCode(...bytes.subarray(0, 16)));
  if (kind === null) return err(message('server_photo_is_other_kind'));
  // A copy: what a phone filmed for this page may be gone from its disk before it is sent.
  return ok({ kind, bytes: new Blob([bytes], { type: `video/${kind}` }), sha256: sha256(bytes) });
}
