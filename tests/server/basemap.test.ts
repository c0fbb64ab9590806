import { expect, test } from 'vitest';
import { startServer } from './harness.ts';

const settings = {
  kind: 'xyz',
  url: 'https://tiles.example/{z}/{x}/{y}.png',
  attribution: 'a',
  maxZoom: 18,
};

test('the owner’s basemap reaches the page, and the page may ask its server and no other', async () => {
  const server = await startServer({ env: { SHANGFENG_BASEMAP: JSON.stringify(settings) } });
  const nobody = await server.as('');
  expect((await nobody.get('/api/sf/hello')).body).toMatchObject({ basemap: settings });
  const policy = (await nobody.get('/')).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("img-src 'self' data: blob: https://tiles.example;");
});

test('a basemap that is none is said to be wrong, and the schematic ground stays', async () => {
  const server = await startServer({ env: { SHANGFENG_BASEMAP: '{"kind":"google"}' } });
  const nobody = await server.as('');
  const { body } = await nobody.get('/api/sf/hello');
  expect(body).toMatchObject({ basemapError: { key: 'server_basemap_field', params: { field: 'kind' } } });
  expect((await nobody.get('/')).headers.get('content-security-policy')).not.toContain('https:');
});
