import { exhaustive } from '../../core/exhaustive.ts';
import { DEFAULT_LADDERS, type Ladder, type LadderRule, type Rung } from '../../core/escalation/ladder.ts';
import { m } from '../../text/paraglide/messages.js';
import { name } from '../../text/say.ts';

/** What a ladder is for: kinds of source and categories; everything when it names none. */
export function ladderScope({ kinds, categories }: Ladder): string {
  const words = [
    ...kinds.map((each) => name('trade_kind', each)),
    ...categories.map((each) => (each.endsWith('.') ? `${each}*` : name('trade_category', each))),
  ];
  return words.length === 0 ? m.admin_ladders_all() : words.join(m.ui_comma());
}

/** When a rung is proposed, one sentence a rule. */
export function ruleWords(rule: LadderRule): string {
  switch (rule.when) {
    case 'overdue':
      return rule.days === 0 ? m.admin_ladders_overdue_now() : m.admin_ladders_overdue({ days: rule.days });
    case 'returned':
      return m.admin_ladders_returned({ times: rule.times });
    case 'severity':
      return m.admin_ladders_severity({ least: rule.least });
    case 'serious':
      return m.admin_ladders_serious({ least: rule.least, times: rule.times, days: rule.days });
    case 'steps':
      return m.admin_ladders_steps({
        form: name('escalation_form', rule.form),
        times: rule.times,
        days: rule.days,
      });
    case 'commitment_missed':
      return m.admin_ladders_commitment();
    case 'relapse':
      return m.admin_ladders_relapse({ days: rule.days });
    case 'misses':
      return m.admin_ladders_misses({ times: rule.times, days: rule.days });
    default:
      return exhaustive(rule);
  }
}

/** All the rules of a rung in one line. */
export function rulesWords({ rules }: Rung): string {
  return rules.map(ruleWords).join(m.ui_semicolon()) || m.admin_ladders_by_hand();
}

/** Who may decide a rung; a leader always may. */
export function deciderWords({ confirm }: Rung): string {
  return [...confirm.map((each) => name('admin_ladders_decider', each)), name('trade_role', 'leader')].join(
    m.ui_comma(),
  );
}

/** For how long a rung usually holds and what it usually means, as whoever decides finds it filled in; '' when the ladder leaves it open. */
export function usualWords({ days, effect }: Rung): string {
  return [
    ...(days === undefined ? [] : [m.admin_ladders_days_usual({ days })]),
    ...(effect ? [effect] : []),
  ].join(m.ui_comma());
}

/** Everything about a rung but its name, in one line. */
export function rungWords(rung: Rung): string {
  const level = rung.level === 0 ? m.admin_ladders_beside() : m.admin_ladders_level_of({ level: rung.level });
  const form = name('escalation_form', rung.form);
  return [level, form, deciderWords(rung), rulesWords(rung), usualWords(rung)].filter(Boolean).join(' · ');
}

/** What an edition is called; the product's own has no name of its own. */
export function editionWords(version: string): string {
  return version === DEFAULT_LADDERS.edition ? m.admin_ladders_own() : version;
}
