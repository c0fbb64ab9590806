import { beforeEach, expect, test, vi } from 'vitest';

/** A token that is good until 2100; nobody checks its signature on this side. */
const token = `x.${btoa(JSON.stringify({ exp: 4_102_444_800 }))}.x`;

beforeEach(() => {
  localStorage.clear();
  vi.resetModules();
});

async function page() {
  const { client } = await import('../../src/api/client.ts');
  const { session } = await import('../../src/state/session.svelte.ts');
  const signIn = (id: string): void =>
    client.authStore.save(token, { id, collectionId: 'users', collectionName: 'users', role: 'inspector' });
  const restarts: boolean[] = [];
  session.restart = (same) => restarts.push(same);
  return { session, restarts, signIn };
}

test('the first who signs in begins nothing anew, nor does a fresh token', async () => {
  const { session, restarts, signIn } = await page();
  signIn('wang');
  signIn('wang');
  expect(session.user?.id).toBe('wang');
  expect(restarts).toEqual([]);
});

test('another person on the same page begins anew: lists and live connection are those of whoever was there', async () => {
  const { session, restarts, signIn } = await page();
  signIn('wang');
  session.signOut();
  expect(restarts).toEqual([]);
  signIn('li');
  expect(restarts).toEqual([false]);
  // From another tab, without a sign-out in this one.
  signIn('zhao');
  expect(restarts).toEqual([false, false]);
});

test('the same person who comes back after signing out stays under his address, on a new connection', async () => {
  const { session, restarts, signIn } = await page();
  signIn('wang');
  session.signOut();
  signIn('wang');
  expect(restarts).toEqual([true]);
});
