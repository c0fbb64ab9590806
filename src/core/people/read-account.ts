import { CAPABILITIES, type Person, type PostWish } from './account-rules.ts';
import type { Role } from '../roles.ts';

/** The person of a request's body; what is missing or of another type is empty, and the rules refuse it. */
export function readPerson(body: unknown): Person {
  const field = fieldsOf(body);
  return {
    name: field('name').trim(),
    email: field('email').trim().toLowerCase(),
    phone: field('phone').trim(),
  };
}

/** The post of a request's body, as above. */
export function readPost(body: unknown): PostWish {
  const field = fieldsOf(body);
  const { capabilities, fromAt } = objectOf(body);
  const wished: readonly unknown[] = Array.isArray(capabilities) ? capabilities : [];
  return {
    role: field('role') as Role,
    unit: field('unit'),
    group: field('group'),
    territory: field('territory'),
    title: field('title').trim(),
    capabilities: CAPABILITIES.filter((each) => wished.includes(each)),
    fromAt: typeof fromAt === 'number' ? fromAt : Number.NaN,
  };
}

function fieldsOf(body: unknown): (name: string) => string {
  const object = objectOf(body);
  return (name) => {
    const value = object[name];
    return typeof value === 'string' ? value : '';
  };
}

function objectOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
}
