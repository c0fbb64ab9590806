import { chainText, type ChainedEvent } from '../../core/casework/chain-text.ts';
import { host, type App, type PbRecord } from '../pb.ts';
import type { LastLink } from './log-now.ts';
import { timed } from './stopwatch.ts';

/** Stores an event as the next link. Call inside a transaction: the writer is alone there, so `seq` has no gaps. */
export function appendToChain(
  tx: App,
  event: Omit<ChainedEvent, 'seq' | 'prevHash'>,
  last: LastLink,
): PbRecord {
  const linked: ChainedEvent = { ...event, seq: last.seq + 1, prevHash: last.hash };
  const record = host.newRecord(tx.findCachedCollectionByNameOrId('events'), {
    ...linked,
    hash: timed('hash', () => host.sha256(chainText(linked))),
    problem: event.subject === 'problems' ? event.subjectId : '',
  });
  tx.saveNoValidate(record);
  return record;
}
