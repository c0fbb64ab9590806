import { count, text, type Act, type Advance, type Refusal, type Row, type World } from '../casework/act.ts';
import type { SUGGESTION_EVENTS } from '../casework/events.ts';
import type {
  Payloads,
  SuggestionConfirmed,
  SuggestionDismissed,
  SuggestionRaised,
  SuggestionSnoozed,
} from '../casework/payloads.ts';
import { conflict, invalid, missing, refused } from '../casework/refuse.ts';
import { ok, type Result } from '../result.ts';

export const SUGGESTION_STATES = ['open', 'snoozed', 'confirmed', 'dismissed', 'expired'] as const;
export type SuggestionState = (typeof SUGGESTION_STATES)[number];

type SuggestionEvent = (typeof SUGGESTION_EVENTS)[number];
type SuggestionAct = Act<Payloads[SuggestionEvent]>;

interface Transition {
  readonly from: readonly SuggestionState[];
  readonly to: SuggestionState;
  readonly fields: (act: SuggestionAct) => Readonly<Record<string, unknown>>;
}

const TRANSITIONS: Readonly<Record<Exclude<SuggestionEvent, 'suggestion.raised'>, Transition>> = {
  'suggestion.snoozed': {
    from: ['open', 'snoozed'],
    to: 'snoozed',
    fields: (act) => ({ snoozedUntil: (act.payload as SuggestionSnoozed).until + act.draft.clockOffsetMs }),
  },
  'suggestion.dismissed': {
    from: ['open', 'snoozed'],
    to: 'dismissed',
    fields: (act) => ({ reason: (act.payload as SuggestionDismissed).reason }),
  },
  'suggestion.reopened': {
    from: ['snoozed', 'dismissed', 'expired', 'confirmed'],
    to: 'open',
    fields: () => ({ snoozedUntil: 0, reason: '', task: '' }),
  },
  'suggestion.expired': { from: ['open', 'snoozed'], to: 'expired', fields: () => ({}) },
  'suggestion.confirmed': {
    from: ['open', 'snoozed'],
    to: 'confirmed',
    fields: (act) => ({ task: (act.payload as SuggestionConfirmed).task }),
  },
};

/** Next state of a suggestion. A confirmed one is reopened only by the recall of its task. */
export function advanceSuggestion(act: SuggestionAct, world: World): Result<Advance, Refusal> {
  const { type, subjectId } = act.draft;
  if (type === 'suggestion.raised') return raised(act as Act<SuggestionRaised>);
  const transition = TRANSITIONS[type as keyof typeof TRANSITIONS];
  const row = world.find('suggestions', subjectId);
  if (!row) return missing('server_no_such_row', { subject: 'suggestions' });
  const wrong = againstState(act, row, transition);
  if (wrong) return wrong;
  if (type === 'suggestion.snoozed' && (act.payload as SuggestionSnoozed).until <= act.draft.deviceAt) {
    return invalid('server_snooze_has_passed');
  }
  const fields = { state: transition.to, ...transition.fields(act), rev: count(row, 'rev') + 1 };
  return ok({ writes: [{ collection: 'suggestions', id: subjectId, create: false, fields }], follow: [] });
}

function againstState(act: SuggestionAct, row: Row, transition: Transition): Result<never, Refusal> | null {
  const state = text(row, 'state') as SuggestionState;
  const byPerson = act.author.role !== 'system';
  if (transition.from.includes(state) && !(state === 'confirmed' && byPerson)) return null;
  const reason = `server_suggestion_is_${state}`;
  return act.draft.seen < count(row, 'rev') ? conflict(reason, row, ['state']) : refused(reason);
}

function raised(act: Act<SuggestionRaised>): Result<Advance, Refusal> {
  const { station, at, pollutant, rule, evidence, zone, regional } = act.payload;
  const fields = {
    station,
    at,
    pollutant,
    rule,
    evidence,
    zone: zone ?? '',
    regional,
    state: 'open',
    snoozedUntil: 0,
    reason: '',
    task: '',
    rev: 1,
  };
  return ok({
    writes: [{ collection: 'suggestions', id: act.draft.subjectId, create: true, fields }],
    follow: [],
  });
}
