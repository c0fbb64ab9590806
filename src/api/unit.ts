import type { OrderRecord, ProblemRecord } from '../schema/records.ts';
import { client } from './client.ts';
import { listen } from './realtime.ts';

/** Closed ones stay in sight for a while. */
const DONE_SHOWN = 60;
const ORDERS_SHOWN = 60;

/** Cases that a unit leads, has a part in or may own, not over yet; in no order. Throws the SDK's error. */
export async function fetchUnitCases(unit: string): Promise<ProblemRecord[]> {
  return client.collection('problems').getFullList<ProblemRecord>({
    filter: `${ofUnit(unit)} && state != "closed" && state != "void"`,
    batch: 500,
    skipTotal: true,
  });
}

/** The unit's latest closed cases, newest first. Throws the SDK's error. */
export async function fetchUnitDone(unit: string): Promise<ProblemRecord[]> {
  const page = await client.collection('problems').getList<ProblemRecord>(1, DONE_SHOWN, {
    filter: `${ofUnit(unit)} && state = "closed"`,
    sort: '-closedAt',
    skipTotal: true,
  });
  return page.items;
}

/** Assignment orders that this person may see, newest first; `unit` '' = all. Throws the SDK's error. */
export async function fetchOrders(unit: string): Promise<OrderRecord[]> {
  const page = await client.collection('orders').getList<OrderRecord>(1, ORDERS_SHOWN, {
    ...(unit === '' ? {} : { filter: ofUnit(unit) }),
    sort: '-at',
    skipTotal: true,
  });
  return page.items;
}

/** One order; null = none, or no right. */
export async function fetchOrder(id: string): Promise<OrderRecord | null> {
  return client
    .collection('orders')
    .getOne<OrderRecord>(id)
    .catch(() => null);
}

/** Calls when an order was sent, and after a cut connection. */
export function listenOrders(onChange: () => void): () => void {
  return listen('orders/*', onChange, onChange);
}

function ofUnit(unit: string): string {
  return client.filter('(unit = {:unit} || parties ~ {:unit})', { unit });
}
