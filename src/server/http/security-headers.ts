import { readBasemapSettings, tileOrigins } from '../../core/basemap-settings.ts';
import { host, type RequestEvent } from '../pb.ts';

/** Headers of the page and its assets, around the static route. */
export function pageHeaders(e: RequestEvent): void {
  const isAsset = e.request.url.path.startsWith('/assets/');
  securityHeaders(e);
  const header = e.response.header();
  header.set('Permissions-Policy', 'camera=(self), geolocation=(self), microphone=()');
  header.set('Cache-Control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
  try {
    e.next();
  } catch (error) {
    // A missing file must not be remembered for a year.
    if (isAsset) header.set('Cache-Control', 'no-store');
    throw error;
  }
}

/** Set by the product's own routes too; what PocketBase itself answers is JSON that no browser takes for a page (nosniff). */
export function securityHeaders(e: RequestEvent): void {
  const header = e.response.header();
  header.set('Content-Security-Policy', contentSecurityPolicy(ownOrigins()));
  header.set('Referrer-Policy', 'same-origin');
  header.set('X-Content-Type-Options', 'nosniff');
}

/** Origins of the owner's basemap, and what else was allowed by hand (styles that fetch from a second server). */
function ownOrigins(): string {
  const basemap = readBasemapSettings(host.env('SHANGFENG_BASEMAP'));
  const tiles = basemap.ok ? tileOrigins(basemap.value) : [];
  return [...tiles, host.env('SHANGFENG_TILE_ORIGINS')].join(' ');
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
