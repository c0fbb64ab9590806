import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type City, startThrowAwayCity } from '../../src/cli/throw-away-city.mjs';
import { ROLES } from '../../src/core/roles.ts';

let city: City;
beforeAll(async () => {
  city = await startThrowAwayCity(process.cwd());
}, 120_000);
afterAll(async () => {
  await city.stop();
});

it('names one demo account per role that signs in, and each of them lets in', async () => {
  const { demo, accounts } = await hello();
  expect(demo).toBe(true);
  expect(accounts).toEqual(city.accounts);
  expect(new Set(accounts.map((each) => each.role)).size).toBe(accounts.length);
  expect(accounts.map((each) => each.role).sort()).toEqual(ROLES.filter((each) => each !== 'public').sort());
  for (const { email, password } of accounts) {
    const answer = await fetch(`${city.url}/api/collections/users/auth-with-password`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ identity: email, password }),
    });
    expect(answer.status, email).toBe(200);
  }
});

it('names none where the demo’s file is not', async () => {
  rmSync(join(city.data, 'demo-accounts.json'));
  expect(await hello()).toEqual({ demo: false, accounts: [], basemap: { kind: 'schematic' } });
});

async function hello(): Promise<{
  demo: boolean;
  accounts: { role: string; email: string; password: string }[];
}> {
  const answer = await fetch(`${city.url}/api/sf/hello`);
  expect(answer.status).toBe(200);
  return (await answer.json()) as {
    demo: boolean;
    accounts: { role: string; email: string; password: string }[];
  };
}
