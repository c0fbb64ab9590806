/** One secret per report of a form: tried again unchanged, as after a cut reply, it is the same report; changed, another one. */
export class ReportSecrets {
  #text: string | null = null;
  #photo: Blob | null = null;
  #secret = '';

  /** 32 random hex digits, the same for the same text and photo as last time. */
  of(text: string, photo: Blob | null): string {
    if (text !== this.#text || photo !== this.#photo) {
      this.#text = text;
      this.#photo = photo;
      // Also on a page without https.
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      this.#secret = Array.from(bytes, (each) => each.toString(16).padStart(2, '0')).join('');
    }
    return this.#secret;
  }
}
