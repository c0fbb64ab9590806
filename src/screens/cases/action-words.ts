import { exhaustive } from '../../core/exhaustive.ts';
import { m } from '../../text/paraglide/messages.js';
import type { CaseAction } from './case-actions.ts';

/** What the button of a step says. */
export function actionWords(action: CaseAction): string {
  switch (action) {
    case 'verify':
      return m.cases_verify();
    case 'ask_verification':
      return m.cases_verify_ask();
    case 'assign':
      return m.cases_assign();
    case 'confirm':
      return m.cases_confirm();
    case 'accept':
      return m.cases_accept();
    case 'submit':
      return m.cases_submit();
    case 'submit_part':
      return m.cases_submit_part();
    case 'prove':
      return m.cases_prove();
    case 'claim':
      return m.cases_claim();
    case 'open_review':
      return m.cases_open_review();
    case 'reinspect':
      return m.cases_reinspect();
    case 'check_sample':
      return m.cases_sample_check();
    case 'close':
      return m.cases_close();
    case 'decide_owner':
      return m.cases_decide_owner();
    case 'meet':
      return m.cases_meet();
    case 'answer_extension':
      return m.cases_extension();
    case 'extend':
      return m.cases_extend();
    case 'plan':
      return m.cases_plan();
    case 'refuse':
      return m.cases_refuse();
    case 'dispute':
      return m.cases_dispute();
    case 'urge':
      return m.cases_urge();
    case 'resume':
      return m.cases_resume();
    case 'suspend':
      return m.cases_suspend();
    case 'unmerge':
      return m.cases_unmerge();
    case 'merge':
      return m.cases_merge();
    case 'undecide':
      return m.cases_undecide();
    case 'void':
      return m.cases_void();
    default:
      return exhaustive(action);
  }
}

/** The key that does the same. */
export const ACTION_KEYS: Readonly<Partial<Record<CaseAction, string>>> = {
  assign: 'a',
  accept: 'a',
  submit: 's',
  submit_part: 's',
  refuse: 'r',
  claim: 'c',
  extend: 'e',
  open_review: 'a',
  reinspect: 'a',
};
