import type { Row } from '../../core/casework/act.ts';
import { publicExposure, type PublicExposure } from '../../core/escalation/public-exposure.ts';
import { findRecord, toRow } from '../events/to-row.ts';
import { queryAll, type App, type RequestEvent } from '../pb.ts';
import { sendJson } from './http-body.ts';

const PAGE = 20;

/**
 * GET /api/sf/public/exposures?before=MS: {items, towns, more}: articles as anybody may read them, newest first, each with the pictures
 * that the office made for the public. Never an original photo, a person or the number of a case.
 */
export function publicExposures(e: RequestEvent): void {
  const before = Number(e.request.url.query().get('before')) || Number.MAX_SAFE_INTEGER;
  const found = queryAll(
    e.app,
    `SELECT id FROM exposures WHERE state <> 'withdrawn' AND redaction <> 'withheld' AND publishedAt < {:before}
      ORDER BY publishedAt DESC LIMIT {:most}`,
    { id: '' },
    { before, most: PAGE + 1 },
  );
  const items = found.slice(0, PAGE).flatMap(({ id }) => {
    const told = tell(e.app, id);
    return told ? [{ ...told, pictures: picturesOf(e.app, id) }] : [];
  });
  const towns = queryAll(e.app, "SELECT id, name FROM grids WHERE level = 'town'", { id: '', name: '' });
  sendJson(e, 200, {
    items,
    towns: Object.fromEntries(towns.map((town) => [town.id, town.name])),
    more: found.length > PAGE,
  });
}

function tell(app: App, id: string): PublicExposure | null {
  const exposure = rowOf(app, 'exposures', id);
  if (!exposure) return null;
  const ids = (exposure['problems'] as readonly string[] | null) ?? [];
  const problems = byId(app, 'problems', ids);
  const sources = byId(
    app,
    'sources',
    [...problems.values()].map((each) => String(each['source'] ?? '')),
  );
  return publicExposure(exposure, problems, sources);
}

function picturesOf(app: App, exposure: string): string[] {
  return queryAll(
    app,
    "SELECT id, file FROM exposure_pictures WHERE exposure = {:exposure} AND hidden = 0 AND file <> '' ORDER BY at",
    { id: '', file: '' },
    { exposure },
  ).map(({ id, file }) => `/api/files/exposure_pictures/${id}/${file}`);
}

function byId(app: App, collection: string, ids: readonly string[]): Map<string, Row> {
  const rows = [...new Set(ids)].map((id) => rowOf(app, collection, id));
  return new Map(rows.flatMap((row) => (row ? [[row.id, row] as const] : [])));
}

function rowOf(app: App, collection: string, id: string): Row | null {
  const record = findRecord(app, collection, id);
  return record && toRow(record);
}
