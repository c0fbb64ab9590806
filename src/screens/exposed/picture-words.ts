import type { OwnPicture } from '../../api/exposed-pictures.ts';
import { isOffline } from '../../api/fetch-json.ts';
import { refusalReason } from '../../api/imports.ts';
import { m } from '../../text/paraglide/messages.js';
import { say } from '../../text/say.ts';

/** Why a picture may be seen by everybody, or that it may not. */
export function maskingWords({ masking, boxes }: Pick<OwnPicture, 'masking' | 'boxes'>): string {
  if (masking === 'boxes') return m.escalation_picture_boxes({ count: boxes });
  return masking === 'not_needed' ? m.escalation_picture_looked() : m.escalation_picture_unmasked();
}

/** Why a picture was not taken, in words. */
export function pictureFailure(error: unknown): string {
  const reason = refusalReason(error);
  if (reason) return say(reason);
  return isOffline(error) ? m.admin_offline() : m.escalation_mask_failed();
}
