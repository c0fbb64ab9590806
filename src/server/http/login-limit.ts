import { message } from '../../core/message.ts';
import type { PasswordEvent } from '../pb.ts';
import { changeStored } from './change-stored.ts';
import { refuse } from './refuse.ts';

const MAX_FAILURES = 5;
const WINDOW_S = 300;
/** Names remembered; when there are more, the ones that have waited longest are forgotten, so that invented names take no memory. */
const MOST_NAMES = 5_000;
const STORED = 'login attempts';

/** Attempts under a name from an address since an instant (s), the oldest first. */
type Attempts = readonly (readonly [name: string, count: number, since: number])[];

/**
 * After five wrong passwords for one name from one address: 429 with Retry-After, for five minutes from the first. An attempt counts
 * before its password is looked at, so that many at once are no way around; a right one forgets them.
 */
export function onPasswordLogin(e: PasswordEvent): void {
  const name = `${e.realIP()} ${e.identity.toLowerCase().slice(0, 200)}`;
  const now = Math.floor(Date.now() / 1000);
  let mine = { count: 0, since: now };
  changeStored(e.app, STORED, (all: Attempts) => {
    const fresh = all.filter(([, , since]) => now - since < WINDOW_S);
    const [, count = 0, since = now] = fresh.find(([each]) => each === name) ?? [];
    mine = { count: count + 1, since };
    return [...fresh.filter(([each]) => each !== name), [name, mine.count, since]].slice(
      -MOST_NAMES,
    ) as Attempts;
  });
  if (mine.count > MAX_FAILURES) {
    const wait = Math.max(1, mine.since + WINDOW_S - now);
    e.requestEvent.response.header().set('Retry-After', String(wait));
    return refuse(
      e.requestEvent,
      429,
      'too_many',
      message('server_login_locked', { minutes: Math.ceil(wait / 60) }),
    );
  }
  e.next();
  changeStored(e.app, STORED, (all: Attempts) => all.filter(([each]) => each !== name));
}
