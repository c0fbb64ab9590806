export const THEMES = ['light', 'dark', 'wall', 'sunlight'] as const;
export type Theme = (typeof THEMES)[number];

const STORED = 'shangfeng.theme';

/** Which of the four sets of tokens is on. Components never ask; only the map does, to read its palette again. */
class ThemeState {
  current = $state<Theme>(themeOf(globalThis.document?.documentElement.dataset['theme']) ?? 'light');

  /** Shows a theme and remembers it on this device. */
  set(theme: Theme): void {
    this.show(theme);
    try {
      localStorage.setItem(STORED, theme);
    } catch {
      // A browser that refuses storage still shows the theme, it only forgets it.
    }
  }

  /** Shows a theme without remembering it: a wall address does not change what its user chose elsewhere. */
  show(theme: Theme): void {
    document.documentElement.dataset['theme'] = theme;
    this.current = theme;
  }
}

export const theme = new ThemeState();

function themeOf(value: string | undefined): Theme | null {
  return THEMES.find((each) => each === value) ?? null;
}
