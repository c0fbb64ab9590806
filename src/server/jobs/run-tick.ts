import { host } from '../pb.ts';
import { tick } from './tick.ts';

/** Every minute. What goes wrong is logged and tried again by the next minute's. */
export function onTickCron(): void {
  try {
    tick(host.app, { poll: true });
  } catch (error) {
    host.app.logger().error('tick failed', 'error', String(error));
  }
}

/** `pocketbase tick`: one round from the command line; what it did is printed as JSON. */
export function onTickCommand(): void {
  console.log(JSON.stringify(tick(host.app, { poll: true })));
}
