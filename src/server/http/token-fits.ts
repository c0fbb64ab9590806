import { host } from '../pb.ts';

/** Whether `Authorization: Bearer TOKEN` carries the token whose SHA-256 is kept; compared in constant time. */
export function tokenFits(header: string, hash: string): boolean {
  const token = /^Bearer\s+(\S+)$/.exec(header)?.[1];
  return token !== undefined && hash !== '' && host.equal(host.sha256(token), hash);
}
