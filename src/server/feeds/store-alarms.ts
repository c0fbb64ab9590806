import { DEFAULT_CATEGORIES } from '../../core/casework/default-categories.ts';
import type { ProblemCategory } from '../../core/casework/problem-categories.ts';
import type { Severity } from '../../core/casework/problem-states.ts';
import type { Refusal } from '../../core/feeds/feed-row.ts';
import type { Alarm } from '../../core/feeds/read-places.ts';
import { append } from '../events/append.ts';
import { findRecord } from '../events/to-row.ts';
import { host, type App } from '../pb.ts';
import type { StoreCounts } from './store-rows.ts';

/** What became of the alarms of a push, and why the door did not take some. */
export interface StoredAlarms {
  readonly counts: StoreCounts;
  readonly refused: readonly Refusal[];
}

/**
 * Every alarm of somebody's device becomes a case of the category that was set for the feed (feature 0.41), each in a transaction of
 * its own. The case's id is the hash of feed, device and time: the same alarm again is a duplicate, however often it is sent.
 */
export function storeAlarms(
  app: App,
  alarms: readonly Alarm[],
  feed: string,
  category: ProblemCategory | undefined,
): StoredAlarms {
  let accepted = 0;
  let duplicates = 0;
  const refused: Refusal[] = [];
  for (const alarm of alarms) {
    const no = (key: string, params: Refusal['params'] = {}): void =>
      void refused.push({ row: alarm.row, field: 'alarms.', key, params });
    if (!category) {
      no('admin_feed_alarm_no_category');
      continue;
    }
    const id = host.sha256(`${feed} ${alarm.device} ${alarm.at}`).slice(0, 32);
    if (findRecord(app, 'problems', id)) duplicates++;
    else {
      const wrong = openCase(app, id, alarm, category);
      if (wrong) no(wrong.key, wrong.params ?? {});
      else accepted++;
    }
  }
  return { counts: { accepted, duplicates, corrected: 0 }, refused };
}

function openCase(
  app: App,
  id: string,
  { lng, lat, at, device, note, source }: Alarm,
  category: ProblemCategory,
): Pick<Refusal, 'key' | 'params'> | null {
  const severity: Severity = DEFAULT_CATEGORIES.find((each) => each.code === category)?.severity ?? 1;
  let wrong: Pick<Refusal, 'key' | 'params'> | null = null;
  try {
    app.runInTransaction((tx) => {
      const result = append(tx, {
        type: 'problem.found',
        subjectId: id,
        seen: 0,
        at,
        payload: {
          category,
          severity,
          origin: 'device',
          source,
          task: null,
          place: { lng, lat, accuracyM: null, by: 'pin', reason: 'device' },
          foundAt: at,
          note: [device, note].filter((each) => each !== '').join('\n'),
        },
      });
      if (result.ok) return;
      const { key, params = {} } = result.error.reason;
      wrong = { key, params };
      throw new Error(key);
    });
  } catch (error) {
    if (!wrong) throw error;
  }
  return wrong;
}
