import { fetchCatalogue } from '../api/catalogues.ts';

/** The office's emission potentials in force, for the desk's ranking; null = the product's defaults. */
class EmissionCatalogue {
  body = $state.raw<unknown>(null);

  /** Reads it anew; without an answer the last one stays. Never throws. */
  async load(at: number): Promise<void> {
    try {
      this.body = (await fetchCatalogue('emission_potentials', at))?.body ?? null;
    } catch {
      // The defaults rank too; the next opening of the desk asks again.
    }
  }
}

export const emissionCatalogue = new EmissionCatalogue();
