import { CHAIN_START, chainText, type ChainedEvent } from '../../core/casework/chain-text.ts';
import { timed } from './stopwatch.ts';
import { host, queryAll, type App, type PbRecord } from '../pb.ts';

/** Stores an event as the next link. Call inside a transaction: the writer is alone there, so `seq` has no gaps. */
export function appendToChain(tx: App, event: Omit<ChainedEvent, 'seq' | 'prevHash'>): PbRecord {
  const [last] = queryAll(tx, 'SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1', { seq: 0, hash: '' });
  const linked: ChainedEvent = { ...event, seq: (last?.seq ?? 0) + 1, prevHash: last?.hash ?? CHAIN_START };
  const record = host.newRecord(tx.findCachedCollectionByNameOrId('events'), {
    ...linked,
    hash: timed('hash', () => host.sha256(chainText(linked))),
    problem: event.subject === 'problems' ? event.subjectId : '',
  });
  tx.saveNoValidate(record);
  return record;
}
