import { ClientResponseError } from 'pocketbase';

/** HTTP status with which a request to the server failed, 0 when it did not arrive; null for an error of another kind. */
export function failedStatus(error: unknown): number | null {
  return error instanceof ClientResponseError ? error.status : null;
}
