import { createRouter } from 'sv-router';
import { provideRouter, type Path } from './screens/paths.ts';
import Home from './screens/shell/Home.svelte';
import Shell from './screens/shell/Shell.svelte';

/** The screens by their addresses; they are loaded when they are first opened. */
const { navigate, route } = createRouter({
  '/': Home,
  '/sign-in': () => import('./screens/sign-in/SignIn.svelte'),
  '/set-password': () => import('./screens/set-password/SetPassword.svelte'),
  '/dispatch': () => import('./screens/dispatch/index.svelte'),
  '/lead': () => import('./screens/lead/index.svelte'),
  '/inspect': {
    '/': () => import('./screens/inspect/index.svelte'),
    '/:task': () => import('./screens/inspect/index.svelte'),
  },
  '/unit': () => import('./screens/unit/index.svelte'),
  '/cases': {
    '/': () => import('./screens/cases/index.svelte'),
    '/orders': () => import('./screens/cases/OrderDesk.svelte'),
    '/reviews': () => import('./screens/cases/ReviewList.svelte'),
    '/reviews/:id': () => import('./screens/cases/ReviewPage.svelte'),
    '/new': () => import('./screens/cases/new/NewCasePage.svelte'),
    '/samples': () => import('./screens/cases/SampleList.svelte'),
    '/:id': () => import('./screens/cases/index.svelte'),
  },
  '/sources': {
    '/': () => import('./screens/sources/index.svelte'),
    '/:id': () => import('./screens/sources/index.svelte'),
  },
  '/papers': () => import('./screens/papers/index.svelte'),
  '/print/notice/:notice': () => import('./screens/papers/index.svelte'),
  '/escalation': {
    '/': () => import('./screens/escalation/index.svelte'),
    '/meetings/:id': () => import('./screens/escalation/meetings/index.svelte'),
  },
  '/duty': () => import('./screens/duty/index.svelte'),
  '/admin': () => import('./screens/admin/index.svelte'),
  '/report': {
    '/': () => import('./screens/public/index.svelte'),
    '/:number': () => import('./screens/public/index.svelte'),
  },
  '/exposed': () => import('./screens/public/index.svelte'),
  '/feedback': () => import('./screens/public/index.svelte'),
  '/gallery': () => import('./screens/gallery/Gallery.svelte'),
  '*': () => import('./screens/not-found/NotFound.svelte'),
  layout: Shell,
});

/** An address of the list that no screen has does not compile. */
type Has<Known extends string, Listed extends Known> = Listed;
type Listed = Has<Exclude<Parameters<typeof navigate>[0], number>, Path>;

provideRouter({ navigate: (path, going) => navigate(path as Listed & '/', going).catch(overtaken), route });

/** A navigation that another one overtakes waits for itself in sv-router 0.16, which is a TypeError: the other one leads on. */
function overtaken(error: unknown): void {
  if (!(error instanceof TypeError && /cycle/i.test(error.message))) throw error;
}
