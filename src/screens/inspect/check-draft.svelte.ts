import type { CheckAnswers } from '../../core/patrol/task-payloads.ts';
import { checkRate, type CheckResult } from '../../core/sources/check-rate.ts';
import { checklistOf, layerOf } from '../../core/sources/source-layers.ts';
import type { SourceRecord } from '../../schema/records.ts';

/** The form that is being gone through at one source; a finding on the way takes its answers along. */
class CheckDraft {
  source = $state<string | null>(null);
  items = $state.raw<Readonly<Record<string, CheckResult>>>({});

  readonly rate = $derived(checkRate(this.items));
  readonly failed = $derived(Object.values(this.items).filter((each) => each === 'fail').length);

  /** Begins a form; going back to the same source keeps what was ticked. */
  begin(source: string): void {
    if (this.source === source) return;
    this.source = source;
    this.items = {};
  }

  set(item: string, result: CheckResult): void {
    this.items = { ...this.items, [item]: result };
  }

  answersFor(source: SourceRecord): CheckAnswers | null {
    if (this.source !== source.id || Object.keys(this.items).length === 0) return null;
    return { form: checklistOf(layerOf(source.kind, source.profile)).form, items: this.items };
  }

  reset(): void {
    this.source = null;
    this.items = {};
  }
}

export const checkDraft = new CheckDraft();
