import { readBasemapSettings } from '../../core/basemap-settings.ts';
import { host, type RequestEvent } from '../pb.ts';
import { sendJson } from './http-body.ts';

/**
 * GET /api/sf/hello: what the server says to those who are not signed in: {demo, accounts:[{role, name, email, password}], basemap}.
 * The accounts are those that `npm start` left beside the demo data; any other city has no such file and no account here.
 */
export function hello(e: RequestEvent): void {
  const basemap = readBasemapSettings(host.env('SHANGFENG_BASEMAP'));
  const ground = basemap.ok ? { basemap: basemap.value } : { basemapError: basemap.error };
  sendJson(e, 200, { demo: false, accounts: [], ...demo(e), ...ground });
}

function demo(e: RequestEvent): object {
  try {
    const { accounts } = JSON.parse(host.readFile(`${e.app.dataDir()}/demo-accounts.json`)) as {
      accounts: unknown;
    };
    return { demo: true, accounts };
  } catch {
    return {};
  }
}
