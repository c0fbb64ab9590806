import type { ProblemCategory } from '../casework/problem-categories.ts';
import type { Instant } from '../units.ts';

/** Settings of a feed; which ones count depends on its kind. */
export interface FeedConfig {
  /** Open-Meteo: address of the API. */
  readonly baseUrl?: string;
  /** Open-Meteo, replay: minutes between two polls. */
  readonly everyMin?: number;
  /** Push, file: name of a column or station at the sender → code of the station here. */
  readonly stations?: Readonly<Record<string, string>>;
  /** Push: height of the anemometer over ground, metres; absent = 10. */
  readonly windHeightM?: number;
  /** Push: what an alarm of its devices is, on the office's list; absent = alarms are refused. */
  readonly alarmCategory?: ProblemCategory;
  /** Push: whether its token may exchange cases, as the city's digital-management centre does; absent = no. */
  readonly exchange?: boolean;
  /** Replay: when the cycle began. */
  readonly startedAt?: Instant;
  /** Replay: length of the cycle in slots of a minute. */
  readonly cycleMin?: number;
}
