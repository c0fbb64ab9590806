import { describe, expect, it } from 'vitest';
import { ROLES } from '../../src/core/roles.ts';
import { homeOf, screenAt, screensOf } from '../../src/screens/shell/screens-by-role.ts';

describe('screens by role', () => {
  it('everybody who has a home may open it', () => {
    for (const role of ROLES) {
      const home = homeOf(role);
      if (home) expect(screensOf(role), role).toContain(home);
      else expect(screensOf(role), role).toEqual([]);
    }
  });

  it('the admin and the dispatcher (who may read it) open the admin screen, and a unit neither dispatches nor patrols', () => {
    expect(ROLES.filter((role) => screensOf(role).includes('admin'))).toEqual(['dispatcher', 'admin']);
    for (const role of ['regulator', 'town'] as const)
      expect(screensOf(role)).toEqual(['unit', 'cases', 'escalation', 'sources', 'papers']);
    expect(screensOf('site_officer')).toEqual(['unit', 'cases', 'sources', 'papers']);
  });

  it('finds the screen of an address with its parameters, and none for foreign ones', () => {
    expect(screenAt('/inspect/abc')).toBe('inspect');
    expect(screenAt('/')).toBeNull();
    expect(screenAt('/dispatcher')).toBeNull();
  });
});
