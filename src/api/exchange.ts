import type { CentreState } from '../core/exchange/centre-states.ts';
import type { ExchangeDifference } from '../core/exchange/match-case.ts';
import type { Message } from '../core/message.ts';
import { client } from './client.ts';

export interface ExchangedCase {
  readonly row: number;
  readonly outcome: 'new' | 'linked' | 'same' | 'differs' | 'refused';
  readonly centreNo: string;
  readonly no: string;
  readonly problem: string;
  readonly state: CentreState | '';
  readonly differences: readonly ExchangeDifference[];
  readonly field: string;
  readonly reason: Message | null;
}

export interface ExchangeAnswer {
  readonly counts: Readonly<Record<ExchangedCase['outcome'], number>>;
  readonly cases: readonly ExchangedCase[];
}

/** Sends cases of the city's centre as they stand in its file; `dry` only says what would become of them. Throws the SDK's error. */
export async function sendExchange(body: string, dry: boolean): Promise<ExchangeAnswer> {
  return client.send<ExchangeAnswer>('/api/sf/exchange', {
    method: 'POST',
    query: dry ? { dry: 1 } : {},
    headers: { 'Content-Type': 'text/plain' },
    body,
  });
}
