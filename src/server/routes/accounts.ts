import { message, type Message } from '../../core/message.ts';
import { refusePerson, refusePost } from '../../core/people/account-rules.ts';
import { readPerson, readPost } from '../../core/people/read-account.ts';
import { findRecord } from '../events/to-row.ts';
import { refuse } from '../http/refuse.ts';
import {
  endPosts,
  givePost,
  newLink,
  postFacts,
  resumePosts,
  tellChain,
  withTownOfUnit,
} from '../people/account-rows.ts';
import { host, queryAll, type App, type PbRecord, type RequestEvent } from '../pb.ts';
import { hasRole, pathValue, readJson, sendJson } from './http-body.ts';

const OTHER_ADMINS = "SELECT id FROM users WHERE role = 'admin' AND retiredAt = 0 AND id != {:id} LIMIT 1";

/** GET /api/sf/accounts: with what people sign in, which the collection itself keeps to itself: {emails: {id: address}}. */
export function accountEmails(e: RequestEvent): void {
  if (!hasRole(e, 'admin')) return refuse(e, 403, 'forbidden', message('admin_admins_only'));
  const rows = queryAll(e.app, 'SELECT id, email FROM users ORDER BY id', { id: '', email: '' });
  sendJson(e, 200, { emails: Object.fromEntries(rows.map(({ id, email }) => [id, email])) });
}

/** POST /api/sf/accounts {name, email, phone, role, unit, group, territory, title, capabilities, fromAt} → {id, link}. */
export function makeAccount(e: RequestEvent): void {
  change(e, (tx, body) => {
    const person = readPerson(body);
    const wish = withTownOfUnit(tx, readPost(body));
    const wrong = refusePerson(person) ?? refusePost(wish, postFacts(tx, wish, '', Date.now()));
    if (wrong) return wrong;
    if (isTaken(tx, person.email, '')) return message('admin_account_email_taken', { email: person.email });
    const account = host.newRecord(tx.findCollectionByNameOrId('users'), { ...person, locale: 'zh-CN' });
    account.setPassword(host.randomString(40));
    givePost(tx, account, wish);
    tellChain(tx, e.auth, account, 'account.made', { ...person, ...wish });
    return { id: account.id, link: newLink(tx, account) };
  });
}

/** POST /api/sf/accounts/{id}/person {name, email, phone}: what somebody is called and signs in with → {id}. */
export function changeAccount(e: RequestEvent): void {
  change(e, (tx, body) => {
    const account = findRecord(tx, 'users', pathValue(e, 'id'));
    if (!account) return message('admin_account_unknown');
    const person = readPerson(body);
    const wrong = refusePerson(person);
    if (wrong) return wrong;
    if (isTaken(tx, person.email, account.id))
      return message('admin_account_email_taken', { email: person.email });
    account.load(person);
    tx.save(account);
    tellChain(tx, e.auth, account, 'account.changed', person);
    return { id: account.id };
  });
}

/** POST /api/sf/accounts/{id}/post {role, unit, group, territory, title, capabilities, fromAt} → {id}. Nobody gives himself a post. */
export function moveAccount(e: RequestEvent): void {
  change(e, (tx, body) => {
    const account = present(tx, e);
    if ('key' in account) return account;
    if (account.id === e.auth?.id) return message('admin_account_own_post');
    const wish = withTownOfUnit(tx, readPost(body));
    const wrong = refusePost(wish, postFacts(tx, wish, account.id, Date.now()));
    if (wrong) return wrong;
    givePost(tx, account, wish);
    tellChain(tx, e.auth, account, 'account.moved', wish);
    return { id: account.id };
  });
}

/** POST /api/sf/accounts/{id}/link: a new one-time link to set a password; sessions and the password before end → {id, link}. */
export function renewLink(e: RequestEvent): void {
  change(e, (tx) => {
    const account = present(tx, e);
    if ('key' in account) return account;
    tellChain(tx, e.auth, account, 'account.linked', {});
    return { id: account.id, link: newLink(tx, account) };
  });
}

/** POST /api/sf/accounts/{id}/retire: posts and sessions end; what the person did stays → {id}. */
export function retireAccount(e: RequestEvent): void {
  change(e, (tx) => {
    const account = present(tx, e);
    if ('key' in account) return account;
    const isAdmin = account.getString('role') === 'admin';
    if (isAdmin && queryAll(tx, OTHER_ADMINS, { id: '' }, { id: account.id }).length === 0)
      return message('admin_account_last_admin');
    const at = Date.now();
    endPosts(tx, account, at);
    account.set('retiredAt', at);
    newLink(tx, account);
    tellChain(tx, e.auth, account, 'account.retired', { at });
    return { id: account.id };
  });
}

/** POST /api/sf/accounts/{id}/restore: somebody who had left is back, in the post he had, from now on → {id, link}. */
export function restoreAccount(e: RequestEvent): void {
  change(e, (tx) => {
    const account = findRecord(tx, 'users', pathValue(e, 'id'));
    if (!account) return message('admin_account_unknown');
    const leftAt = account.getInt('retiredAt');
    if (leftAt === 0) return message('admin_account_not_retired');
    const at = Date.now();
    account.set('retiredAt', 0);
    resumePosts(tx, account, leftAt, at);
    tellChain(tx, e.auth, account, 'account.restored', { at });
    return { id: account.id, link: newLink(tx, account) };
  });
}

/** The account of the address, when its person works here. */
function present(tx: App, e: RequestEvent): PbRecord | Message {
  const account = findRecord(tx, 'users', pathValue(e, 'id'));
  if (!account) return message('admin_account_unknown');
  return account.getInt('retiredAt') > 0 ? message('admin_account_retired') : account;
}

function isTaken(tx: App, email: string, own: string): boolean {
  const sql = 'SELECT id FROM users WHERE lower(email) = {:email} AND id != {:own} LIMIT 1';
  return queryAll(tx, sql, { id: '' }, { email, own }).length > 0;
}

type Answer = { readonly id: string; readonly link?: string };

/** All or nothing, for administrators: rows and chain in one transaction. A message refuses. */
function change(e: RequestEvent, work: (tx: App, body: unknown) => Answer | Message): void {
  if (!hasRole(e, 'admin')) return refuse(e, 403, 'forbidden', message('admin_admins_only'));
  const body = readJson(e);
  let answer: Answer | Message | null = null;
  try {
    e.app.runInTransaction((tx) => {
      answer = work(tx, body);
      if ('key' in answer) throw new Error(answer.key);
    });
  } catch (error) {
    if (answer === null || !('key' in answer)) throw error;
  }
  if ('key' in answer!) return refuse(e, 400, 'refused', answer as Message);
  sendJson(e, 200, answer);
}
