import type { Row } from '../../core/casework/act.ts';
import { publicExposure } from '../../core/escalation/public-exposure.ts';
import { toRow } from '../events/to-row.ts';
import { isTooOften } from '../http/rate-limit.ts';
import { queryAll, type App, type RequestEvent } from '../pb.ts';
import { sendJson } from './http-body.ts';

const PAGE = 20;
const LOOKS = { name: 'public-exposures', most: 300, windowS: 600 } as const;
const SHOWN = "state != 'withdrawn' && redaction != 'withheld' && publishedAt < {:before}";
const CASES = `SELECT p.id, p.state, p.category, p.severity, p.town, p.foundAt, p.source, coalesce(s.name, '') AS name,
    coalesce(s.kind, '') AS kind, coalesce(s.lng, 0.0) AS lng, coalesce(s.lat, 0.0) AS lat, s.id IS NOT NULL AS known
  FROM problems p LEFT JOIN sources s ON s.id = p.source WHERE p.id IN (SELECT value FROM json_each({:ids}))`;
const CASE = {
  ...{ id: '', state: '', category: '', severity: 0, town: '', foundAt: 0, source: '' },
  ...{ name: '', kind: '', lng: -0, lat: -0, known: 0 },
};
const PICTURES = `SELECT exposure, id, file FROM exposure_pictures
  WHERE exposure IN (SELECT value FROM json_each({:ids})) AND hidden = 0 AND masking <> '' AND file <> '' ORDER BY at`;

/**
 * GET /api/sf/public/exposures?before=MS: {items, towns, more}: articles as anybody may read them, newest first, each with the pictures
 * that the office masked for the public. Never an original photo, a person or the number of a case. A page takes four queries, however
 * many cases its articles name.
 */
export function publicExposures(e: RequestEvent): void {
  if (isTooOften(e, LOOKS)) return;
  const before = Number(e.request.url.query().get('before')) || Number.MAX_SAFE_INTEGER;
  const found = e.app
    .findRecordsByFilter('exposures', SHOWN, '-publishedAt', PAGE + 1, 0, { before })
    .map(toRow);
  const page = found.slice(0, PAGE);
  const { problems, sources } = casesOf(e.app, page);
  const pictures = picturesOf(e.app, page);
  const items = page.flatMap((row) => {
    const told = publicExposure(row, problems, sources);
    return told ? [{ ...told, pictures: pictures.get(row.id) ?? [] }] : [];
  });
  const towns = queryAll(e.app, "SELECT id, name FROM grids WHERE level = 'town'", { id: '', name: '' });
  sendJson(e, 200, {
    items,
    towns: Object.fromEntries(towns.map((town) => [town.id, town.name])),
    more: found.length > PAGE,
  });
}

/** The cases that the articles name, with their sources, by id. */
function casesOf(
  app: App,
  exposures: readonly Row[],
): { readonly problems: ReadonlyMap<string, Row>; readonly sources: ReadonlyMap<string, Row> } {
  const ids = exposures.flatMap((each) => (each['problems'] as readonly string[] | null) ?? []);
  const rows = queryAll(app, CASES, CASE, { ids: JSON.stringify(ids) });
  const sources = rows.flatMap(({ known, source, name, kind, lng, lat }) =>
    known === 1 ? [[source, { id: source, name, kind, lng, lat }] as const] : [],
  );
  const problems = rows.map(({ id, state, category, severity, town, foundAt, source }) => {
    return [id, { id, state, category, severity, town, foundAt, source }] as const;
  });
  return { problems: new Map(problems), sources: new Map(sources) };
}

/** Addresses of the pictures for everybody, by article, in the order they were added. */
function picturesOf(app: App, exposures: readonly Row[]): ReadonlyMap<string, readonly string[]> {
  const ids = JSON.stringify(exposures.map((each) => each.id));
  const rows = queryAll(app, PICTURES, { exposure: '', id: '', file: '' }, { ids });
  const found = new Map<string, string[]>();
  for (const { exposure, id, file } of rows)
    found.set(exposure, [...(found.get(exposure) ?? []), `/api/files/exposure_pictures/${id}/${file}`]);
  return found;
}
