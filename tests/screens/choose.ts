import { fireEvent } from '@testing-library/svelte';
import { vi } from 'vitest';

/** Chooses an option as a person does; happy-dom does not know `option:checked`, which tells a binding what was chosen. */
export async function choose(select: HTMLElement, value: string): Promise<void> {
  const option = [...select.querySelectorAll('option')].find((each) => each.value === value);
  vi.spyOn(select, 'querySelector').mockReturnValue(option ?? null);
  await fireEvent.change(select);
  vi.mocked(select.querySelector).mockRestore();
}
