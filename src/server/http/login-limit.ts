import { message } from '../../core/message.ts';
import { refuse } from './refuse.ts';
import type { App, PasswordEvent } from '../pb.ts';

const MAX_FAILURES = 5;
const WINDOW_S = 300;

interface Failures {
  readonly count: number;
  readonly since: number;
}

/** After five wrong passwords for one name from one address: 429 with Retry-After, for five minutes from the first. */
export function onPasswordLogin(e: PasswordEvent): void {
  const key = `login ${e.realIP()} ${e.identity.toLowerCase().slice(0, 200)}`;
  const now = Math.floor(Date.now() / 1000);
  const before = read(e.app, key, now);
  if (before.count >= MAX_FAILURES) {
    const wait = Math.max(1, before.since + WINDOW_S - now);
    e.requestEvent.response.header().set('Retry-After', String(wait));
    return refuse(
      e.requestEvent,
      429,
      'too_many',
      message('server_login_locked', { minutes: Math.ceil(wait / 60) }),
    );
  }
  try {
    e.next();
  } catch (error) {
    e.app.store().set(key, `${read(e.app, key, now).count + 1} ${before.since}`);
    throw error;
  }
  e.app.store().remove(key);
}

function read(app: App, key: string, now: number): Failures {
  const stored = app.store().get(key);
  const [count = 0, since = now] = typeof stored === 'string' ? stored.split(' ').map(Number) : [];
  return now - since >= WINDOW_S ? { count: 0, since: now } : { count, since };
}
