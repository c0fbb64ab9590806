import { MEDIA, REDACTIONS, type Medium, type Redaction } from '../../core/escalation/escalation-kinds.ts';
import type { ExposurePublished } from '../../core/escalation/payloads.ts';
import { fieldTime, instantOfField } from '../china-field.ts';

/** A second article is usual within a week. */
const FOLLOW_UP_MS = 7 * 86_400_000;

/** An article while it is filled in. */
export class ArticleDraft {
  medium = $state<string>(MEDIA[2]);
  title = $state('');
  link = $state('');
  publishedAt = $state(fieldTime(Date.now()));
  followUpDueAt = $state(fieldTime(Date.now() + FOLLOW_UP_MS));
  redaction = $state<string>(REDACTIONS[0]);
  /** Cases that it tells of: one article may name the problems of several firms (feature 0.37). */
  cases = $state.raw<readonly string[]>([]);

  constructor(cases: readonly string[] = []) {
    this.cases = cases;
  }

  /** As it would be sent; null while something is missing. */
  payload(proposal: string | null): ExposurePublished | null {
    const [publishedAt, followUpDueAt] = [
      instantOfField(this.publishedAt),
      instantOfField(this.followUpDueAt),
    ];
    const problems = this.cases;
    if (problems.length === 0 || this.title.trim() === '' || publishedAt === null || followUpDueAt === null)
      return null;
    return {
      medium: this.medium as Medium,
      title: this.title.trim(),
      link: this.link.trim(),
      publishedAt,
      problems,
      redaction: this.redaction as Redaction,
      followUpDueAt,
      proposal,
      note: '',
    };
  }
}
