import { host, type RequestEvent } from '../pb.ts';

/** Sets the headers of every answer but those that PocketBase already guards more strictly: files and its dashboard. */
export function securityHeaders(e: RequestEvent): void {
  const path = e.request.url.path;
  if (!path.startsWith('/_/') && !path.startsWith('/api/files/')) {
    const header = e.response.header();
    header.set('Content-Security-Policy', contentSecurityPolicy(host.env('SHANGFENG_TILE_ORIGINS')));
    header.set('Referrer-Policy', 'same-origin');
    header.set('X-Content-Type-Options', 'nosniff');
    header.set('Permissions-Policy', 'camera=(self), geolocation=(self), microphone=()');
    if (!path.startsWith('/api/')) {
      header.set(
        'Cache-Control',
        path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    }
  }
  try {
    e.next();
  } catch (error) {
    // A missing file must not be remembered for a year.
    if (path.startsWith('/assets/')) e.response.header().set('Cache-Control', 'no-store');
    throw error;
  }
}

/** `origins`: space-separated origins of configured tile servers; anything that is no plain origin is left out. */
export function contentSecurityPolicy(origins: string): string {
  const tiles = origins
    .split(/\s+/)
    .filter((each) => /^https?:\/\/[a-z0-9.*-]+(:\d+)?$/i.test(each))
    .map((each) => ` ${each}`)
    .join('');
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "worker-src 'self' blob:",
    `img-src 'self' data: blob:${tiles}`,
    `connect-src 'self' blob:${tiles}`,
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
  ].join('; ');
}
