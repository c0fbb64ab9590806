import { createRouter } from 'sv-router';
import Home from './screens/shell/Home.svelte';
import Shell from './screens/shell/Shell.svelte';

/** The addresses of the product. Screens are loaded when they are first opened. */
export const { p, navigate, isActive, route } = createRouter({
  '/': Home,
  '/sign-in': () => import('./screens/sign-in/SignIn.svelte'),
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
    '/:id': () => import('./screens/cases/index.svelte'),
  },
  '/sources': {
    '/': () => import('./screens/sources/index.svelte'),
    '/:id': () => import('./screens/sources/index.svelte'),
  },
  '/papers': () => import('./screens/papers/index.svelte'),
  '/print/notice/:notice': () => import('./screens/papers/index.svelte'),
  '/escalation': () => import('./screens/escalation/index.svelte'),
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
