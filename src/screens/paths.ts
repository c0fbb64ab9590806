/** Addresses of the product; `:name` stands for what a place is asked for by. */
export const PATHS = [
  '/',
  '/sign-in',
  '/set-password',
  '/dispatch',
  '/lead',
  '/inspect',
  '/inspect/:task',
  '/unit',
  '/cases',
  '/cases/orders',
  '/cases/reviews',
  '/cases/reviews/:id',
  '/cases/new',
  '/cases/samples',
  '/cases/:id',
  '/sources',
  '/sources/:id',
  '/papers',
  '/print/notice/:notice',
  '/escalation',
  '/escalation/meetings/:id',
  '/duty',
  '/admin',
  '/report',
  '/report/:number',
  '/exposed',
  '/feedback',
  '/gallery',
] as const;
export type Path = (typeof PATHS)[number];

type ParamsOf<P extends Path> = P extends `${string}/:${infer Name}`
  ? { readonly params: { readonly [K in Name]: string } }
  : { readonly params?: never };

/** What comes with an address. */
export interface Going {
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: string | Record<string, string | number | boolean>;
  /** In the place of the present entry of the history. */
  readonly replace?: boolean;
}

/** What leads to addresses and knows the present one. */
export interface Router {
  readonly navigate: (path: string, going: Going) => Promise<unknown>;
  readonly route: { readonly pathname: string; readonly params: Readonly<Record<string, string>> };
}

let router: Router | null = null;

/** The router that knows all screens is given from above, so that no screen imports the table that imports it. */
export function provideRouter(given: Router): void {
  router = given;
}

/** Opens another address of the product. */
export async function navigate<P extends Path>(
  path: P,
  ...[going]: { readonly params?: never } extends ParamsOf<P> ? [Going?] : [Going & ParamsOf<P>]
): Promise<void> {
  await given().navigate(path, going ?? {});
}

/** The present address; reactive. */
export const route = {
  get pathname(): string {
    return given().route.pathname;
  },
  get params(): Readonly<Record<string, string>> {
    return given().route.params;
  },
};

function given(): Router {
  if (!router) throw new Error('No router was provided.');
  return router;
}
