import { getLocale, locales, setLocale } from '../text/paraglide/runtime.js';

export type Locale = (typeof locales)[number];
export const LOCALES: readonly Locale[] = locales;

/** The language of the page. The app is keyed by it, so that every sentence is said again. */
class LocaleState {
  current = $state<Locale>(getLocale());

  constructor() {
    this.#tellDocument();
  }

  set(locale: Locale): void {
    void setLocale(locale, { reload: false });
    this.current = locale;
    this.#tellDocument();
  }

  #tellDocument(): void {
    if (globalThis.document) document.documentElement.lang = this.current;
  }
}

export const locale = new LocaleState();
