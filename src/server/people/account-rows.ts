import { canonicalJson } from '../../core/canonical-json.ts';
import { uuidv7 } from '../../core/ids.ts';
import type { AccountEvent } from '../../core/people/account-events.ts';
import type { PostFacts, PostWish } from '../../core/people/account-rules.ts';
import { appendToChain } from '../events/chain.ts';
import { logNow } from '../events/log-now.ts';
import { findRecord } from '../events/to-row.ts';
import { host, queryAll, type App, type PbRecord } from '../pb.ts';

const POST = { id: '', role: '', title: '', fromAt: 0, untilAt: 0 };
const POSTS = 'SELECT id, role, title, fromAt, untilAt FROM posts WHERE user = {:user} ORDER BY fromAt';
const FROM_THEN_ON = 'UPDATE posts SET untilAt = {:at} WHERE id = {:id}';

/** What the database says to a post; `user` = '' for somebody who is not there yet. */
export function postFacts(tx: App, wish: PostWish, user: string, now: number): PostFacts {
  const unit = findRecord(tx, 'units', wish.unit);
  const grid = findRecord(tx, 'grids', wish.territory);
  const held = heldPosts(tx, user).filter((each) => each.role !== '' && each.untilAt === 0);
  return {
    unitKind: unit?.getString('kind') ?? null,
    hasGroup: findRecord(tx, 'groups', wish.group) !== null,
    gridLevel: grid?.getString('level') ?? null,
    heldFrom: Math.max(0, ...held.map((each) => each.fromAt)),
    now,
  };
}

/** A town's office has the town of its unit, unless another one is said. */
export function withTownOfUnit(tx: App, wish: PostWish): PostWish {
  if (wish.role !== 'town' || wish.territory !== '') return wish;
  return { ...wish, territory: findRecord(tx, 'units', wish.unit)?.getString('town') ?? '' };
}

/** Makes the account what the wish says, and dates what was held before and what is held from now on by the day that was told. */
export function givePost(tx: App, account: PbRecord, wish: PostWish): void {
  const isNew = account.isNew();
  const before = isNew ? [] : heldPosts(tx, account.id);
  const old = postOfAccount(account, 0);
  const { role, unit, group, territory, fromAt } = wish;
  account.load({ role, unit, group, territory });
  tx.save(account);
  // The trigger that dates every change (events/dated-posts-sql.ts) dated this one by the clock: what it wrote gives way.
  run(tx, 'DELETE FROM posts WHERE user = {:user} AND id NOT IN (SELECT value FROM json_each({:known}))', {
    user: account.id,
    known: JSON.stringify(before.map((each) => each.id)),
  });
  if (!isNew && !before.some((each) => each.role !== '')) addPost(tx, account.id, old, fromAt);
  for (const each of before)
    if (each.untilAt === 0 || each.untilAt > fromAt)
      run(tx, FROM_THEN_ON, { at: Math.max(fromAt, each.fromAt), id: each.id });
  addPost(tx, account.id, wish, 0);
}

/** Ends every post that is held at an instant; who had none by date has held the account's own until then. */
export function endPosts(tx: App, account: PbRecord, at: number): void {
  const held = heldPosts(tx, account.id);
  if (!held.some((each) => each.role !== '')) addPost(tx, account.id, postOfAccount(account, 0), at);
  for (const each of held)
    if (each.untilAt === 0 || each.untilAt > at)
      run(tx, FROM_THEN_ON, { at: Math.max(at, each.fromAt), id: each.id });
}

/** Whoever comes back holds again what ended when he left, title and rights with it; what the account says where no post tells. */
export function resumePosts(tx: App, account: PbRecord, leftAt: number, at: number): void {
  const sql = `SELECT role, unit, "group", territory, title, coalesce(capabilities, '[]') AS capabilities FROM posts
    WHERE user = {:user} AND untilAt = {:leftAt} AND fromAt < untilAt ORDER BY fromAt`;
  const columns = { role: '', unit: '', group: '', territory: '', title: '', capabilities: '' };
  const held = queryAll(tx, sql, columns, { user: account.id, leftAt }).map((each) => ({
    ...each,
    capabilities: (JSON.parse(each.capabilities) ?? []) as PostWish['capabilities'],
    fromAt: at,
  }));
  for (const each of held) addPost(tx, account.id, each, 0);
  if (!held.some((each) => each.role !== '')) addPost(tx, account.id, postOfAccount(account, at), 0);
}

export function addPost(
  tx: App,
  user: string,
  post: Omit<PostWish, 'role'> & { readonly role: string },
  untilAt: number,
): void {
  const { role, unit, group, territory, title, fromAt } = post;
  const sql = `INSERT INTO posts (id, user, title, role, unit, "group", territory, capabilities, fromAt, untilAt)
    VALUES ({:id}, {:user}, {:title}, {:role}, {:unit}, {:group}, {:territory}, {:capabilities}, {:fromAt}, {:untilAt})`;
  const values = { user, title, role, unit, group, territory, fromAt, untilAt };
  const capabilities = JSON.stringify(post.capabilities);
  run(tx, sql, { ...values, id: uuidv7(Date.now(), Math.random), capabilities });
}

/** What the account itself says, as a post. */
export function postOfAccount(account: PbRecord, fromAt: number): Omit<PostWish, 'role'> & { role: string } {
  const field = (name: string): string => account.getString(name);
  const place = { unit: field('unit'), group: field('group'), territory: field('territory') };
  return { role: field('role'), ...place, title: '', capabilities: [], fromAt };
}

/** A new one-time link; sessions, the password and links given before end with it. The address is the reader's own page. */
export function newLink(tx: App, account: PbRecord): string {
  account.setPassword(host.randomString(40));
  tx.save(account);
  return `/set-password#${(account as PbRecord & { newPasswordResetToken(): string }).newPasswordResetToken()}`;
}

/** Tells the audit chain what an administrator did to an account. */
export function tellChain(
  tx: App,
  by: PbRecord | null,
  account: PbRecord,
  type: AccountEvent,
  told: object,
): void {
  const at = Date.now();
  const id = uuidv7(at, Math.random);
  const event = {
    id,
    subject: 'users',
    subjectId: account.id,
    type,
    actor: by?.id ?? '',
    role: by?.getString('role') || 'system',
    post: '',
    deviceAt: at,
    clockOffsetMs: 0,
    receivedAt: at,
    seen: 0,
    payload: canonicalJson(told),
    photos: [],
  };
  appendToChain(tx, event, logNow(tx, event).last);
}

function heldPosts(tx: App, user: string): readonly (typeof POST)[] {
  return user === '' ? [] : queryAll(tx, POSTS, POST, { user });
}

function run(tx: App, sql: string, values: Record<string, unknown>): void {
  tx.db().newQuery(sql).bind(values).execute();
}
