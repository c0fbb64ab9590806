import type { ProblemState } from '../casework/problem-states.ts';

/**
 * Where a case stands at the city's digital-management centre, in the order of its workflow: the stages of GB/T 30428 that a case
 * file shows, and its two side states. The terms were taken from published case files; the standard's text itself was not read.
 */
export const CENTRE_STATES = [
  'filed',
  'dispatched',
  'handling',
  'answered',
  'checking',
  'closed',
  'paused',
  'void',
] as const;
export type CentreState = (typeof CENTRE_STATES)[number];

/** What each is called in the exchanged file. */
export const CENTRE_STATE_WORDS: Readonly<Record<CentreState, string>> = {
  filed: '立案',
  dispatched: '派遣',
  handling: '处置',
  answered: '反馈',
  checking: '核查',
  closed: '结案',
  paused: '挂账',
  void: '作废',
};

/** Other names of the same stages. */
const ALSO: Readonly<Record<string, CentreState>> = {
  上报: 'filed',
  受理: 'filed',
  待派遣: 'filed',
  已派遣: 'dispatched',
  处理: 'handling',
  处置中: 'handling',
  已处置: 'answered',
  处理反馈: 'answered',
  核查中: 'checking',
  已结案: 'closed',
  缓办: 'paused',
  不予立案: 'void',
};

const STAGE: Readonly<Record<ProblemState, CentreState>> = {
  found: 'filed',
  ownership_disputed: 'filed',
  assigned: 'dispatched',
  accepted: 'handling',
  rectifying: 'handling',
  returned: 'handling',
  submitted: 'answered',
  re_inspected: 'checking',
  // Put right, and still in the lot that samples are drawn from.
  fixed_on_spot: 'checking',
  suspended: 'paused',
  closed: 'closed',
  void: 'void',
};

/** The centre's stage of one of our states. Several states share a stage: the exact one travels beside it. */
export function centreStateOf(state: ProblemState): CentreState {
  return STAGE[state];
}

/** Stage from its name in a file, or null when it is none. */
export function readCentreState(words: string): CentreState | null {
  const plain = words.trim();
  return CENTRE_STATES.find((each) => CENTRE_STATE_WORDS[each] === plain) ?? ALSO[plain] ?? null;
}
