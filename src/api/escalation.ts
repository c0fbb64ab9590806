import type { Finding } from '../core/escalation/blind-spots.ts';
import type { RedBlackFigures } from '../core/escalation/listing-kinds.ts';
import type { DirectiveRecord, EscalationRecord, ExposureRecord, ProblemRecord } from '../schema/records.ts';
import { client } from './client.ts';
import { fetchJson } from './fetch-json.ts';

/** Steps of the ladder that are proposed or in force, and those decided since; newest first. Throws the SDK's error. */
export async function fetchSteps(since: number): Promise<EscalationRecord[]> {
  return client.collection('escalations').getFullList<EscalationRecord>({
    filter: client.filter('state = "proposed" || state = "in_force" || decidedAt >= {:since}', { since }),
    sort: '-at',
    batch: 500,
    skipTotal: true,
  });
}

/** Steps and articles that name one case, oldest first, as far as this person sees them. */
export async function fetchStepsOfCase(
  id: string,
): Promise<{ readonly steps: EscalationRecord[]; readonly articles: ExposureRecord[] }> {
  const options = { filter: client.filter('cases ~ {:id}', { id }), sort: 'at', skipTotal: true };
  const [steps, articles] = await Promise.all([
    client.collection('escalations').getFullList<EscalationRecord>(options),
    client.collection('exposures').getFullList<ExposureRecord>(options),
  ]);
  return { steps, articles };
}

/** All articles, newest first. */
export async function fetchExposures(): Promise<ExposureRecord[]> {
  return client
    .collection('exposures')
    .getFullList<ExposureRecord>({ sort: '-publishedAt', batch: 500, skipTotal: true });
}

/** Orders from above, the next due first. */
export async function fetchDirectives(): Promise<DirectiveRecord[]> {
  return client
    .collection('directives')
    .getFullList<DirectiveRecord>({ sort: 'answerDueAt', batch: 500, skipTotal: true });
}

/** What was found at some sources, oldest first. */
export async function fetchProblemsAt(sources: readonly string[]): Promise<ProblemRecord[]> {
  const parts: Promise<ProblemRecord[]>[] = [];
  for (let from = 0; from < sources.length; from += 40) {
    const some = sources.slice(from, from + 40);
    const filter = some.map((id, i) => client.filter(`source = {:s${i}}`, { [`s${i}`]: id })).join(' || ');
    parts.push(
      client.collection('problems').getFullList<ProblemRecord>({ filter, sort: 'foundAt', skipTotal: true }),
    );
  }
  return (await Promise.all(parts)).flat();
}

/** Problems exposed in [from, until) that no local unit had reported. */
export async function fetchBlindSpots(
  from: number,
  until: number,
): Promise<{ readonly exposed: number; readonly spots: readonly Finding[] }> {
  return fetchJson('/api/sf/blind-spots', { from, until });
}

/** The red and the black list of [from, until) as it is counted now; `kind` '' = all kinds of place. */
export async function fetchRedBlack(from: number, until: number, kind: string): Promise<RedBlackFigures> {
  return fetchJson('/api/sf/red-black', { from, until, kind });
}
