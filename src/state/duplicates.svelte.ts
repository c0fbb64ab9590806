import { fetchFirstPhotos, fetchProblemsNear } from '../api/problems-near.ts';
import type { Row } from '../core/casework/act.ts';
import { DUPLICATE_LIMITS, findDuplicates } from '../core/casework/duplicate-hint.ts';
import type { ProblemFound } from '../core/casework/payloads.ts';
import type { OutboxItem } from '../offline/outbox-store.ts';
import { outbox } from './outbox.svelte.ts';

/** A problem that may be the one that is about to be saved. */
export interface LikelySame {
  readonly id: string;
  /** '' while the server has not numbered it. */
  readonly no: string;
  readonly state: string;
  readonly foundAt: number;
  readonly distanceM: number;
  readonly picture: string;
}

interface Finding {
  readonly category: string;
  readonly lng: number;
  readonly lat: number;
}

/** Same kind, near, and not long ago: what the server knows, and what this device has not sent yet. */
export class Duplicates {
  likely = $state.raw<readonly LikelySame[]>([]);
  #asked = 0;

  /** Looks again; without a network only what is on this device. `own`: id of the finding itself. Never throws. */
  async look(finding: Finding | null, now: number, own = ''): Promise<void> {
    const mine = ++this.#asked;
    if (!finding) {
      this.likely = [];
      return;
    }
    const { radiusM, windowMs } = DUPLICATE_LIMITS;
    const known = await fetchProblemsNear(finding, radiusM, now - windowMs, finding.category).catch(() => []);
    const rows = [
      ...(known as unknown as readonly Row[]),
      ...unsentProblems(outbox.items).filter((each) => known.every((other) => other.id !== each.id)),
    ];
    const others = rows.filter((each) => each.id !== own);
    const found = findDuplicates({ ...finding, foundAt: now }, others).slice(0, 3);
    const pictures = await fetchFirstPhotos(found.map((each) => each.id)).catch(
      () => new Map<string, string>(),
    );
    if (mine !== this.#asked) return;
    this.likely = found.map(({ id, distanceM }) => {
      const row = rows.find((each) => each.id === id)!;
      return {
        id,
        no: String(row['no'] ?? ''),
        state: String(row['state'] ?? 'found'),
        foundAt: Number(row['foundAt']),
        distanceM: Math.round(distanceM),
        picture: pictures.get(id) ?? '',
      };
    });
  }
}

const OVER: readonly OutboxItem['state'][] = ['set_aside', 'replaced'];

/** Findings of this device that the server may not have. */
function unsentProblems(items: readonly OutboxItem[]): readonly Row[] {
  return items
    .filter(({ draft, state }) => draft.type === 'problem.found' && !OVER.includes(state))
    .map(({ draft }) => {
      const { category, place, foundAt } = JSON.parse(draft.payload) as ProblemFound;
      return { id: draft.subjectId, category, state: 'found', foundAt, lng: place.lng, lat: place.lat };
    });
}
