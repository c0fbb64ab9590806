import { describe, expect, it } from 'vitest';
import { encodeColumns } from '../../../src/core/columns/codec.ts';
import { ColumnsChannel, type Port } from '../../../src/workers/columns-channel.ts';
import { ColumnsEngine } from '../../../src/workers/columns-engine.ts';
import type { ColumnsAnswer, ColumnsRequest } from '../../../src/workers/columns-protocol.ts';
import { sampleRecords } from './sample.ts';

/** A worker that answers when the test says so. */
function heldPort() {
  const sent: { id: number; request: ColumnsRequest }[] = [];
  let listener: (event: MessageEvent) => void = () => undefined;
  const port: Port = {
    postMessage: (message) => void sent.push(message as (typeof sent)[number]),
    addEventListener: (_, each) => (listener = each),
    terminate: () => undefined,
  };
  const reply = (data: unknown) => listener({ data } as MessageEvent);
  return { port, sent, reply };
}

const near = (limit: number): Extract<ColumnsRequest, { kind: 'near' }> => ({
  kind: 'near',
  box: { west: 113, south: 34, east: 114, north: 35 },
  filter: {},
  time: { kind: 'found', from: 0, until: 4e9 },
  limit,
});
const answer = (count: number): ColumnsAnswer => ({ kind: 'near', rows: new Uint32Array(), count });

describe('columns channel', () => {
  it('has one request of a kind in flight, and the newest of those that wait wins', async () => {
    const { port, sent, reply } = heldPort();
    const channel = new ColumnsChannel(port);
    const asked = [1, 2, 3, 4].map((limit) => channel.ask(near(limit)));
    expect(sent.map((each) => (each.request as { limit: number }).limit)).toEqual([1]);
    reply({ id: sent[0]!.id, answer: answer(1) });
    expect(sent.map((each) => (each.request as { limit: number }).limit)).toEqual([1, 4]);
    reply({ id: sent[1]!.id, answer: answer(4) });
    expect((await Promise.all(asked)).map((each) => each?.count ?? null)).toEqual([1, null, null, 4]);
  });

  it('loads all go through, in order', async () => {
    const { port, sent, reply } = heldPort();
    const channel = new ColumnsChannel(port);
    const asked = [1, 2, 3].map(() => channel.ask({ kind: 'append', bytes: new ArrayBuffer(0) }));
    for (let k = 0; k < 3; k++)
      reply({ id: sent[k]!.id, answer: { kind: 'append', count: k, since: 0, first: 0, last: 0 } });
    expect((await Promise.all(asked)).map((each) => each?.count)).toEqual([0, 1, 2]);
  });

  it('a failure of the worker reaches the one who asked, and the next request goes on', async () => {
    const { port, sent, reply } = heldPort();
    const channel = new ColumnsChannel(port);
    const first = channel.ask(near(1));
    const second = channel.ask(near(2));
    reply({ id: sent[0]!.id, error: 'RangeError: cut columns' });
    await expect(first).rejects.toThrow('cut columns');
    reply({ id: sent[1]!.id, answer: answer(2) });
    expect((await second)?.count).toBe(2);
  });
});

describe('columns engine', () => {
  const engine = new ColumnsEngine();
  engine.append(encodeColumns(sampleRecords(3000, 3)));
  const view = {
    kind: 'view',
    box: { west: 113.45, south: 34.78, east: 113.8, north: 34.96 },
    zoom: 11,
    filter: {},
    time: { kind: 'found', from: 0, until: 4e9 },
    colours: [
      [0, 0, 0],
      [1, 1, 1],
      [2, 2, 2],
      [3, 3, 3],
      [4, 4, 4],
      [5, 5, 5],
    ],
  } as const;

  it('the figure on a cluster and the list behind it agree', () => {
    const { marks } = engine.view({ ...view, mode: 'clusters' });
    expect(marks!.total.length).toBeGreaterThan(5);
    for (let c = 0; c < marks!.total.length; c++) {
      const members = engine.near({
        ...near(10_000),
        box: view.box,
        cluster: { row: marks!.row[c]!, zoom: view.zoom },
      });
      expect(members.count).toBe(marks!.total[c]);
      expect(members.rows).toContain(marks!.row[c]);
    }
  });

  it('at street zoom every problem is drawn by itself', () => {
    const close = engine.view({
      ...view,
      mode: 'clusters',
      zoom: 15.5,
      box: { west: 113.5, south: 34.8, east: 113.6, north: 34.9 },
    });
    expect(close.single).toBe(true);
    expect(close.marks!.total.every((each) => each === 1)).toBe(true);
    expect(close.marks!.total.length).toBe(close.count);
  });

  it('heat comes with the figures of its legend, rising, and covers more than the view', () => {
    const { heat, marks } = engine.view({ ...view, mode: 'heat' });
    expect(marks).toBeNull();
    expect(heat!.box.west).toBeLessThan(view.box.west);
    expect(heat!.scale.breaks).toHaveLength(5);
    expect([...heat!.scale.breaks].sort((a, b) => a - b)).toEqual([...heat!.scale.breaks]);
    expect(heat!.pixels.some((each) => each > 0)).toBe(true);
  });

  it('lists the newest first', () => {
    const { rows, count } = engine.near(near(10));
    expect([rows.length, count > 1000]).toEqual([10, true]);
  });

  it('an empty district is a plain answer', () => {
    const empty = new ColumnsEngine();
    expect(empty.view({ ...view, mode: 'heat' })).toMatchObject({ count: 0 });
    expect(
      empty.totals({ kind: 'totals', filter: {}, time: view.time, days: { from: 0, count: 3 } }).cumulative
        .found,
    ).toBe(0);
  });
});
