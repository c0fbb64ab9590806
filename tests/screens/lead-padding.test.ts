import { describe, expect, it } from 'vitest';
import { leadPadding } from '../../src/screens/lead/lead-padding.ts';

describe('room on the leaders’ map', () => {
  it('is beside the district on a desk and on the wall, whatever the size of its letters', () => {
    expect(leadPadding(1366, 16)).toMatchObject({ left: 352, bottom: 24 });
    expect(leadPadding(3840, 32)).toMatchObject({ left: 704, bottom: 24 });
  });

  it('is below it on a tablet', () => {
    expect(leadPadding(1180, 16)).toMatchObject({ left: 24, bottom: 152, top: 104 });
  });
});
