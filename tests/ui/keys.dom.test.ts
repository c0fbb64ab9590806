import { afterEach, describe, expect, it, vi } from 'vitest';
import { keys } from '../../src/state/keys.svelte.ts';

const press = (key: string, target: EventTarget = document.body, more: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  Object.defineProperty(event, 'target', { value: target });
  keys.handle(event);
};
const label = () => '';

describe('keys', () => {
  let stops: (() => void)[] = [];
  afterEach(() => {
    for (const stop of stops) stop();
    stops = [];
    document.body.replaceChildren();
  });

  it('the topmost takes the key, and gives it back when it goes', () => {
    const below = vi.fn();
    const above = vi.fn();
    stops.push(keys.use([{ key: 'Escape', label, run: below }]));
    const close = keys.use([{ key: 'Escape', label, run: above }]);
    press('Escape');
    expect([below.mock.calls.length, above.mock.calls.length]).toEqual([0, 1]);
    close();
    press('Escape');
    expect(below).toHaveBeenCalledOnce();
  });

  it('is off inside inputs, with modifiers and when its condition fails', () => {
    const run = vi.fn();
    stops.push(
      keys.use([
        { key: 'j', label, run },
        { key: 'k', label, run, when: () => false },
      ]),
    );
    press('j', document.createElement('input'));
    press('j', document.createElement('textarea'));
    press('j', document.body, { ctrlKey: true });
    press('k');
    expect(run).not.toHaveBeenCalled();
    press('j');
    expect(run).toHaveBeenCalledOnce();
  });

  it('rests under an open dialog', () => {
    const run = vi.fn();
    stops.push(keys.use([{ key: 'j', label, run }]));
    const dialog = document.createElement('div');
    dialog.setAttribute('role', 'dialog');
    dialog.dataset['state'] = 'open';
    document.body.append(dialog);
    press('j');
    expect(run).not.toHaveBeenCalled();
  });

  it('leaves Enter and Space to the button that has the focus', () => {
    const run = vi.fn();
    stops.push(
      keys.use([
        { key: 'Enter', label, run },
        { key: ' ', label, run },
      ]),
    );
    press('Enter', document.createElement('button'));
    press(' ', document.createElement('button'));
    expect(run).not.toHaveBeenCalled();
    press('Enter');
    expect(run).toHaveBeenCalledOnce();
  });
});
