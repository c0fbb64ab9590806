import { message, type Message } from './message.ts';
import { err, ok, type Result } from './result.ts';

/** What the owner may set in place of the schematic ground. */
export type BasemapSettings =
  | { readonly kind: 'schematic' }
  | { readonly kind: 'pmtiles'; readonly url: string; readonly attribution: string }
  | { readonly kind: 'tianditu'; readonly key: string; readonly satellite: boolean }
  | { readonly kind: 'xyz'; readonly url: string; readonly attribution: string; readonly maxZoom: number };

const DEEPEST_ZOOM = 24;

/**
 * The owner's basemap from JSON text, e.g. {"kind":"xyz","url":"https://…/{z}/{x}/{y}.png","attribution":"…","maxZoom":18}.
 * Empty text is the schematic ground; anything else that is not one of the four is an error that says which field.
 */
export function readBasemapSettings(json: string): Result<BasemapSettings, Message> {
  if (json.trim() === '') return ok({ kind: 'schematic' });
  let value: Readonly<Record<string, unknown>>;
  try {
    value = JSON.parse(json) as typeof value;
  } catch {
    return err(message('server_basemap_not_json'));
  }
  const text = (field: string): string => (typeof value[field] === 'string' ? (value[field] as string) : '');
  const wrong = (field: string): Result<never, Message> => err(message('server_basemap_field', { field }));
  switch (value['kind']) {
    case 'schematic':
      return ok({ kind: 'schematic' });
    case 'pmtiles':
      return text('url') === ''
        ? wrong('url')
        : ok({ kind: 'pmtiles', url: text('url'), attribution: text('attribution') });
    case 'tianditu':
      return text('key') === ''
        ? wrong('key')
        : ok({ kind: 'tianditu', key: text('key'), satellite: value['satellite'] === true });
    case 'xyz': {
      const maxZoom = value['maxZoom'] ?? 18;
      if (!/\{z\}.*\{x\}|\{x\}.*\{z\}/.test(text('url')) || !text('url').includes('{y}')) return wrong('url');
      if (typeof maxZoom !== 'number' || !(maxZoom >= 0 && maxZoom <= DEEPEST_ZOOM)) return wrong('maxZoom');
      return ok({ kind: 'xyz', url: text('url'), attribution: text('attribution'), maxZoom });
    }
    default:
      return wrong('kind');
  }
}

/** Origins that a page must be allowed to ask for these tiles; none for the schematic ground and for files of the own server. */
export function tileOrigins(settings: BasemapSettings): string[] {
  if (settings.kind === 'schematic') return [];
  if (settings.kind === 'tianditu')
    return Array.from({ length: 8 }, (_, i) => `https://t${i}.tianditu.gov.cn`);
  const origin = /^https?:\/\/[a-z0-9.-]+(:\d+)?(?=\/|$)/i.exec(settings.url);
  return origin ? [origin[0]] : [];
}
