import { expect, test } from 'vitest';
import type { Author } from '../../../src/core/casework/act.ts';
import { authorAt, type DatedPost } from '../../../src/core/casework/author-at.ts';

const account: Author = { id: 'p', role: 'leader', unit: 'office', group: '', territory: '' };
const post = (more: Partial<DatedPost>): DatedPost => ({
  ...{ role: 'inspector', unit: 'office', group: 'one', territory: '', fromAt: 100, untilAt: 200 },
  ...more,
});
const roleAt = (posts: readonly DatedPost[], at: number): string => {
  const author = authorAt(account, posts, at);
  return author.ok ? `${author.value.role} ${author.value.group}`.trim() : author.error.reason.key;
};

test('without dated posts the account tells', () => {
  expect(roleAt([], 150)).toBe('leader');
});

test('a post holds from its first instant to before its last; outside of all there is no right', () => {
  const posts = [post({})];
  expect([99, 100, 199, 200].map((at) => roleAt(posts, at))).toEqual([
    'server_no_post_then',
    'inspector one',
    'inspector one',
    'server_no_post_then',
  ]);
});

test('of posts that overlap the latest counts, and 0 is without an end', () => {
  const posts = [post({ untilAt: 0 }), post({ role: 'dispatcher', group: '', fromAt: 150, untilAt: 180 })];
  expect([120, 160, 180, 1e15].map((at) => roleAt(posts, at))).toEqual([
    'inspector one',
    'dispatcher',
    'inspector one',
    'inspector one',
  ]);
});
