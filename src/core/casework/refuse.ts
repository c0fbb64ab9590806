import { message } from '../message.ts';
import { err, type Result } from '../result.ts';
import type { Refusal, RefusalCode, Row } from './act.ts';

type No = Result<never, Refusal>;

export function refused(key: string, params?: Record<string, string | number>): No {
  return no('refused', key, params);
}

export function invalid(key: string, params?: Record<string, string | number>): No {
  return no('invalid', key, params);
}

export function forbidden(key: string, params?: Record<string, string | number>): No {
  return no('forbidden', key, params);
}

export function missing(key: string, params?: Record<string, string | number>): No {
  return no('missing', key, params);
}

/** Somebody else was first: the row as it is now goes back with the reason. */
export function conflict(key: string, row: Row, fields: readonly string[] = []): No {
  return err({ code: 'conflict', reason: message(key), row, fields });
}

function no(code: RefusalCode, key: string, params?: Record<string, string | number>): No {
  return err({ code, reason: message(key, params) });
}
