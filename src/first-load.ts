import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { homeOf, screenAt, screensOf, type Screen } from './screens/shell/screens-by-role.ts';
import { city } from './state/city.svelte.ts';
import { keptAnswers } from './state/kept-answers.svelte.ts';
import { session } from './state/session.svelte.ts';

const CODE: Readonly<Record<Screen, () => Promise<unknown>>> = {
  dispatch: () => import('./screens/dispatch/index.svelte'),
  lead: () => import('./screens/lead/index.svelte'),
  unit: () => import('./screens/unit/index.svelte'),
  cases: () => import('./screens/cases/index.svelte'),
  escalation: () => import('./screens/escalation/index.svelte'),
  inspect: () => import('./screens/inspect/index.svelte'),
  sources: () => import('./screens/sources/index.svelte'),
  papers: () => import('./screens/papers/index.svelte'),
  admin: () => import('./screens/admin/index.svelte'),
};
const WITH_MAP: readonly Screen[] = ['dispatch', 'lead', 'inspect'];

/**
 * Asks at once for all that the first screen of whoever is signed in will need (its code, the map's worker, the city), instead of
 * one after the other as each is come upon. Does nothing for strangers; what fails here fails again, visibly, where it is used.
 */
export function firstLoad(pathname: string): void {
  const role = session.role;
  const screen = role && (screenAt(pathname) ?? (pathname === '/' ? homeOf(role) : null));
  if (!role || !screen || !screensOf(role).includes(screen)) return;
  if (screen === 'inspect') keptAnswers.start();
  void city.load();
  void CODE[screen]().catch(ignore);
  // Into the browser's cache: the map starts its worker only after all of its own code has run.
  if (WITH_MAP.includes(screen)) void fetch(workerUrl).then((answer) => answer.arrayBuffer(), ignore);
}

function ignore(): void {}
