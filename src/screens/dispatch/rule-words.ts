import type { TriggerEvidence } from '../../core/triggers/trigger-rules.ts';
import { exhaustive } from '../../core/exhaustive.ts';
import { m } from '../../text/paraglide/messages.js';

/** A rule with the numbers that tripped it: "1 小时 +46，规则 ≥ 30". */
export function ruleWords({ rule, value, limit, against, sourceName = '' }: TriggerEvidence): string {
  switch (rule) {
    case 'rise':
      return m.dispatch_rule_rise({ value: Math.round(value), limit });
    case 'ratio':
      return m.dispatch_rule_ratio({ value: (value / against).toFixed(1), limit, base: Math.round(against) });
    case 'rank':
      return m.dispatch_rule_rank({ value, limit });
    case 'area':
      return m.dispatch_rule_area({ value: Math.round(value), limit });
    case 'weather':
      return m.dispatch_rule_weather({ value: Math.round(value), limit });
    case 'dust':
      return m
        .dispatch_rule_dust({ value: Math.round(value), limit, clear: against, source: sourceName })
        .trim();
    default:
      return exhaustive(rule);
  }
}
