import { DAY_MS } from '../china-time.ts';
import { message, type Message } from '../message.ts';
import { ROLES, type Role } from '../roles.ts';
import { SITE_UNIT_KINDS } from '../sources/source.ts';
import type { Instant } from '../units.ts';

/** What a post may do beyond its role. */
export const CAPABILITIES = ['group_leader', 'office_head', 'duty_leader', 'exposure_member'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** Roles an account can have: the public needs none. */
export const ACCOUNT_ROLES: readonly Role[] = ROLES.filter((role) => role !== 'public');

/** Who somebody is: what an account is called and signs in with. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

/** What somebody becomes and from when; `''` = none. */
export interface PostWish {
  readonly role: Role;
  readonly unit: string;
  readonly group: string;
  readonly territory: string;
  readonly title: string;
  readonly capabilities: readonly Capability[];
  readonly fromAt: Instant;
}

/** What the database knows of what a wish names; null = there is no such thing, or none was named. */
export interface PostFacts {
  readonly unitKind: string | null;
  readonly hasGroup: boolean;
  readonly gridLevel: string | null;
  /** Since when the present post has been held; 0 = for ever. */
  readonly heldFrom: Instant;
  readonly now: Instant;
}

/** How far back a post may be dated: papers are late, but a year is another story. */
export const MOST_DAYS_BACK = 31;

const UNIT_KINDS: Readonly<Partial<Record<Role, readonly string[]>>> = {
  regulator: ['regulator'],
  site_officer: SITE_UNIT_KINDS,
  town: ['town'],
};

/** Why a person cannot be written down as told; null when there is nothing against it. */
export function refusePerson({ name, email, phone }: Person): Message | null {
  if (name.trim() === '' || name.length > 80) return message('admin_account_name_shape');
  if (email.length > 120 || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    return message('admin_account_email_shape');
  return phone.length > 40 ? message('admin_account_phone_shape') : null;
}

/** Why a post cannot be given as told; null when there is nothing against it. What a role sees follows from unit, group and grid. */
export function refusePost(wish: PostWish, facts: PostFacts): Message | null {
  const { role, unit, group, territory } = wish;
  if (!ACCOUNT_ROLES.includes(role)) return message('admin_account_role_unknown');
  if (wish.title.length > 80) return message('admin_account_title_shape');
  if (unit !== '' && facts.unitKind === null) return message('admin_account_unit_unknown');
  if (group !== '' && !facts.hasGroup) return message('admin_account_group_unknown');
  if (territory !== '' && facts.gridLevel === null) return message('admin_account_grid_unknown');
  const kinds = UNIT_KINDS[role];
  if (kinds && !kinds.includes(facts.unitKind ?? '')) return message(`admin_account_needs_unit_${role}`);
  if (role === 'inspector' && group === '') return message('admin_account_needs_group');
  if (role === 'grid_officer' && territory === '') return message('admin_account_needs_grid');
  if (role === 'town' && facts.gridLevel !== 'town') return message('admin_account_needs_town');
  return refuseDate(wish.fromAt, facts);
}

function refuseDate(fromAt: Instant, { now, heldFrom }: PostFacts): Message | null {
  if (!Number.isSafeInteger(fromAt) || fromAt > now) return message('admin_account_from_future');
  if (fromAt < now - MOST_DAYS_BACK * DAY_MS)
    return message('admin_account_from_old', { days: MOST_DAYS_BACK });
  return fromAt < heldFrom ? message('admin_account_from_before_post') : null;
}
