import { host, type App } from '../pb.ts';

/**
 * When a server starts: the header that `npm start -- --trusted-proxy` names holds the visitor's address from now on; without it none
 * does, since everybody can write a header. Console commands leave it as it is.
 */
export function onBootstrap(e: { readonly app: App; next(): void }): void {
  e.next();
  if (!host.args.includes('serve')) return;
  const header = host.env('SHANGFENG_TRUSTED_PROXY');
  const settings = e.app.settings();
  const before = [...settings.trustedProxy.headers];
  if (before.join() === header) return;
  settings.trustedProxy.headers = header === '' ? [] : [header];
  // The last address of a list is the one the proxy itself wrote; those before it come from the visitor.
  settings.trustedProxy.useLeftmostIP = false;
  e.app.save(settings);
}
