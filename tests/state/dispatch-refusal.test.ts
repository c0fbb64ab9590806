import { describe, expect, it } from 'vitest';
import { sendRefusal, type SendCircumstances } from '../../src/state/dispatch-refusal.ts';

const FREE: SendCircumstances = {
  at: null,
  whatIf: null,
  picked: new Set(['a']),
  chosenGroup: 'g',
  regional: false,
  despiteRegional: false,
};

describe('what stands in the way of sending', () => {
  it('nothing, when suspects and a group are chosen on the live picture', () => {
    expect(sendRefusal(FREE)).toBeNull();
  });

  it.each([
    ['past', { at: 1 }],
    ['what_if', { whatIf: { from: 90, speedMs: 2 } }],
    ['nothing_picked', { picked: new Set<string>() }],
    ['no_group', { chosenGroup: null }],
    ['regional', { regional: true }],
  ] as const)('%s', (refusal, change) => {
    expect(sendRefusal({ ...FREE, ...change })).toBe(refusal);
  });

  it('regional transport can be confirmed; a preview cannot', () => {
    expect(sendRefusal({ ...FREE, regional: true, despiteRegional: true })).toBeNull();
    expect(sendRefusal({ ...FREE, regional: true, despiteRegional: true, whatIf: {} })).toBe('what_if');
  });
});
