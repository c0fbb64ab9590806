import { dispatch } from '../../state/dispatch.svelte.ts';
import { keys } from '../../state/keys.svelte.ts';
import { m } from '../../text/paraglide/messages.js';
import { toasts } from '../../ui/toasts.svelte.ts';
import { deskActions } from './desk-actions.svelte.ts';
import { navigate } from '../paths.ts';
import type { Player } from './player.svelte.ts';

interface Desk {
  readonly player: Player;
  /** Moves the cursor along the suspects. */
  readonly move: (by: 1 | -1) => void;
  /** Ticks the suspect under the cursor. */
  readonly pick: () => void;
  readonly showSuggestion: () => void;
  readonly toggleList: () => void;
}

/** The desk's shortcuts while the screen is shown. Call once, while it is set up. */
export function deskKeys({ player, move, pick, showSuggestion, toggleList }: Desk): void {
  $effect(() =>
    keys.use([
      { key: 'j', label: () => m.dispatch_suspects_move(), run: () => move(1) },
      { key: 'k', label: () => m.dispatch_suspects_move(), run: () => move(-1) },
      { key: 'x', label: () => m.dispatch_suspects_pick(), run: pick },
      { key: 'a', label: () => m.dispatch_send(), run: () => void deskActions.send() },
      { key: 'Enter', label: () => m.dispatch_show_zone(), run: showSuggestion },
      { key: 'z', label: () => m.dispatch_tool_zone(), run: () => (dispatch.showZone = !dispatch.showZone) },
      { key: 'l', label: () => m.dispatch_tool_list(), run: toggleList },
      { key: 'n', label: () => m.cases_new_title(), run: () => void navigate('/cases/new') },
      { key: '[', label: () => m.dispatch_key_board(), run: () => player.step(-1) },
      { key: ']', label: () => m.dispatch_key_forward(), run: () => player.step(1) },
      { key: ' ', label: () => m.dispatch_play(), run: () => player.toggle() },
      { key: 'u', label: () => m.dispatch_undo(), run: () => toasts.undoLatest() },
      {
        key: 'Escape',
        label: () => m.dispatch_cancel(),
        run: () => dispatch.select(null),
        when: () => dispatch.station !== null,
      },
    ]),
  );
}
