import { fetchCatalogue } from '../api/catalogues.ts';
import { sendExchange, type ExchangeAnswer } from '../api/exchange.ts';
import { isOffline } from '../api/fetch-json.ts';
import { refusalReason } from '../api/imports.ts';
import { decodeText } from '../api/imports-file.ts';
import {
  CENTRE_CLASSES_CATALOGUE,
  DEFAULT_CENTRE_CLASSES,
  readCentreClasses,
  type CentreClass,
} from '../core/exchange/centre-classes.ts';
import { message, type Message } from '../core/message.ts';

/** A file of the city's management centre: what it would do, and that it was done. */
export class ExchangeImport {
  name = $state('');
  busy = $state(false);
  /** What the server says of each case: of the dry run first, then of the real one. */
  answer = $state.raw<ExchangeAnswer | null>(null);
  done = $state(false);
  failure = $state.raw<Message | null>(null);
  #text = '';

  /** Opens a file and asks what it would do. Never throws. */
  async open(file: File): Promise<void> {
    Object.assign(this, { name: file.name, answer: null, done: false, failure: null });
    this.#text = decodeText(new Uint8Array(await file.arrayBuffer())).text;
    await this.#send(true);
  }

  /** Takes it in. Never throws. */
  async run(): Promise<void> {
    await this.#send(false);
    this.done = this.failure === null;
  }

  async #send(dry: boolean): Promise<void> {
    this.busy = true;
    this.failure = null;
    try {
      this.answer = await sendExchange(this.#text, dry);
    } catch (error) {
      this.failure = refusalReason(error) ?? message(isOffline(error) ? 'admin_offline' : 'admin_failed');
    }
    this.busy = false;
  }
}

/** The centre's classes as the administrator keeps them; the product's own without network or catalogue. Never throws. */
export async function centreClasses(): Promise<readonly CentreClass[]> {
  try {
    const catalogue = await fetchCatalogue(CENTRE_CLASSES_CATALOGUE, Date.now());
    return readCentreClasses(catalogue?.body ?? null);
  } catch {
    return DEFAULT_CENTRE_CLASSES;
  }
}
