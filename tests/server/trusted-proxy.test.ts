import { beforeAll, describe, expect, test } from 'vitest';
import { caseCity, HERE } from './case-driver.ts';
import { startServer, type Client, type Reply, type TestServer } from './harness.ts';

const HEADER = 'X-Forwarded-For';
const MOST = 10;

/** What a proxy passes on of a visitor: what he wrote himself stands before his address. */
function report(nobody: Client, address: string): Promise<Reply> {
  const form = new FormData();
  const place = { lng: HERE.lng, lat: HERE.lat };
  form.set('report', JSON.stringify({ kind: 'fume', place, placeText: '', note: '油烟', contact: '' }));
  return nobody.send('POST', '/api/sf/report', form, { [HEADER]: address });
}

describe('behind a proxy that is named', () => {
  let server: TestServer;
  let nobody: Client;
  beforeAll(async () => {
    server = await startServer({ city: caseCity, env: { SHANGFENG_TRUSTED_PROXY: HEADER } });
    nobody = await server.as('');
  });

  test('two visitors do not share the limit of reports, and an address made up before the own is no way around it', async () => {
    for (let n = 0; n < MOST; n++) expect((await report(nobody, '203.0.113.7')).status).toBe(200);
    expect((await report(nobody, '203.0.113.7')).status).toBe(429);
    expect((await report(nobody, '198.51.100.9, 203.0.113.7')).status).toBe(429);
    expect((await report(nobody, '203.0.113.8')).status).toBe(200);
  });

  test('the header is not believed any more once the server starts without it', async () => {
    await server.stop();
    // A console command is no start: it must leave the setting alone, and may run beside a server.
    expect(server.command('clocks').code).toBe(0);
    await server.restart();
    const settings = async () =>
      (await (await server.as('root')).get('/api/settings')).body.trustedProxy.headers;
    expect(await settings()).toEqual([HEADER]);
    await server.stop();
    await server.restart({ SHANGFENG_TRUSTED_PROXY: '' });
    expect(await settings()).toEqual([]);
  });
});

test('without a named proxy nobody has another address by writing one', async () => {
  const nobody = await (await startServer({ city: caseCity })).as('');
  for (let n = 0; n < MOST; n++) expect((await report(nobody, `203.0.113.${n}`)).status).toBe(200);
  expect((await report(nobody, '203.0.113.77')).status).toBe(429);
});
