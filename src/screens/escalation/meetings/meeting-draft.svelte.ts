import { fetchCategories, type CategoryEntry } from '../../../api/cases.ts';
import { fetchProblems } from '../../../api/problem-cases.ts';
import type {
  MEETING_DECISIONS,
  MEETING_KINDS,
  MeetingFinding,
} from '../../../core/escalation/directive-kinds.ts';
import type { MeetingHeld } from '../../../core/escalation/directive-payloads.ts';
import type { ProblemRecord } from '../../../schema/records.ts';
import { newId } from '../../../offline/event-draft.ts';
import type { StepEnd } from '../../../state/case-steps.ts';
import { city } from '../../../state/city.svelte.ts';
import type { SheetPhoto } from '../../../state/inspect-actions.ts';
import { session } from '../../../state/session.svelte.ts';
import { sendSigned } from '../../../state/signed-minutes.ts';
import { workCalendars } from '../../../state/work-calendar.svelte.ts';
import { m } from '../../../text/paraglide/messages.js';
import { caseActions } from '../../cases/case-actions.ts';
import { proposeDeadline } from '../../cases/deadline.ts';
import { fieldTime, instantOfField } from '../../china-field.ts';
import { Attempt } from '../attempt.svelte.ts';

export type Decision = (typeof MEETING_DECISIONS)[number];

/** A case on the table, and what the meeting decides on it. */
export interface DraftItem {
  readonly id: string;
  /** Null = it came up at the meeting. */
  readonly problem: ProblemRecord | null;
  readonly finding: MeetingFinding | null;
  decision: Decision;
  unit: string;
  deadline: string;
  note: string;
}

/** The record of a meeting that is being written. */
export class MeetingDraft extends Attempt {
  kind = $state<(typeof MEETING_KINDS)[number]>('joint');
  title = $state('');
  heldAt = $state(fieldTime(Date.now()));
  units = $state.raw<readonly string[]>([]);
  others = $state('');
  minutes = $state('');
  items = $state<DraftItem[]>([]);
  /** Pictures of the signed minutes. */
  photos = $state.raw<readonly SheetPhoto[]>([]);
  tried = $state(false);
  #entries: readonly CategoryEntry[] = [];

  readonly errors = $derived({
    title: this.title.trim() === '' ? m.escalation_meeting_title_missing() : '',
    heldAt: instantOfField(this.heldAt) === null ? m.escalation_meeting_when_missing() : '',
    minutes: this.minutes.trim() === '' ? m.escalation_meeting_minutes_missing() : '',
    parties:
      this.units.length + this.others.trim().length === 0 ? m.escalation_meeting_parties_missing() : '',
    items: this.items.length === 0 ? m.escalation_meeting_items_missing() : '',
    assign: this.items.some((each) => each.decision === 'assign' && !isAssigned(each))
      ? m.escalation_meeting_assign_missing()
      : '',
  });

  /** Reads the catalogue, and the case that the meeting was called for. Never throws. */
  async begin(problem: string): Promise<void> {
    try {
      this.#entries = (await fetchCategories(Date.now()))?.entries ?? [];
      if (problem !== '') await this.add(problem);
    } catch {
      // Without the catalogue nothing is proposed; the case can still be looked for.
    }
  }

  /** Puts a case on the table; once. Throws the SDK's error. */
  async add(id: string): Promise<void> {
    if (this.items.some((each) => each.id === id)) return;
    const [problem] = await fetchProblems([id]);
    if (!problem) return;
    const choices = decisionsOf(problem);
    const terms = this.#terms(problem.category);
    this.items.push({ id, problem, finding: null, decision: choices[0]!, note: '', ...terms });
  }

  addFinding(finding: Omit<MeetingFinding, 'problem'>): void {
    const id = newId();
    const terms = this.#terms(finding.category);
    this.items.push({
      id,
      problem: null,
      finding: { ...finding, problem: id },
      decision: 'assign',
      note: '',
      ...terms,
    });
  }

  drop(id: string): void {
    this.items = this.items.filter((each) => each.id !== id);
  }

  /** Sends it; `after` gets the meeting's id, and whether the server has it. */
  hold(after: (id: string, end: StepEnd) => void): void {
    this.tried = true;
    const heldAt = instantOfField(this.heldAt);
    if (heldAt === null || Object.values(this.errors).some(Boolean)) return;
    const id = newId();
    let end: StepEnd = 'confirmed';
    void this.run(
      async () => {
        end = await sendSigned('meeting.held', { id, rev: 0 }, this.#payload(heldAt), this.photos);
      },
      () => after(id, end),
    );
  }

  #payload(heldAt: number): MeetingHeld {
    return {
      kind: this.kind,
      title: this.title.trim(),
      heldAt,
      units: this.units,
      minutes: this.minutes.trim(),
      others: this.others
        .split(/[，,、;；\n]/)
        .map((each) => each.trim())
        .filter(Boolean),
      findings: this.items.flatMap((each) => each.finding ?? []),
      items: this.items.map(({ id, decision, unit, deadline, note }) => ({
        problem: id,
        decision,
        unit: decision === 'assign' ? unit : null,
        deadlineAt: decision === 'assign' ? instantOfField(deadline) : null,
        note: note.trim(),
      })),
    };
  }

  /** Unit and deadline as the catalogue of the category has them. */
  #terms(category: string): { readonly unit: string; readonly deadline: string } {
    const entry = this.#entries.find((each) => each.code === category);
    const unit = city.data.units.find((each) => each.code === entry?.regulator);
    if (!entry || !unit) return { unit: '', deadline: '' };
    const due = proposeDeadline(entry.deadline, Date.now(), workCalendars.of(unit.workHours));
    return { unit: unit.id, deadline: fieldTime(due.at) };
  }
}

/** What a meeting may decide about a case now, the likeliest first; the server decides again. */
export function decisionsOf(problem: ProblemRecord | null): readonly Decision[] {
  if (problem === null || problem.state === 'found') return ['assign', 'keep'];
  const role = session.role;
  const closes = role !== null && caseActions(problem, role).includes('close');
  return closes ? ['close', 'keep'] : ['keep'];
}

function isAssigned({ unit, deadline }: DraftItem): boolean {
  const at = instantOfField(deadline);
  return unit !== '' && at !== null && at > Date.now();
}
