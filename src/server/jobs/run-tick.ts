import { host } from '../pb.ts';
import { tick, tickQuietly } from './tick.ts';

/** Every minute. */
export function onTickCron(): void {
  tickQuietly(host.app, { poll: true, learn: true });
}

/** `pocketbase tick`: one round from the command line; what it did is printed as JSON. */
export function onTickCommand(): void {
  console.log(JSON.stringify(tick(host.app, { poll: true, learn: true })));
}
