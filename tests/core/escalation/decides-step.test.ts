import { describe, expect, it } from 'vitest';
import { decidesStep } from '../../../src/core/escalation/decides-step.ts';
import { STEP_FORMS } from '../../../src/core/escalation/escalation-kinds.ts';
import type { RungDecider } from '../../../src/core/escalation/ladder.ts';

const everybody: readonly RungDecider[] = ['dispatcher', 'office_head'];
const no = () => false;
const yes = () => true;

describe('decidesStep', () => {
  it('1.31 a leader decides on every form, also where the rung names nobody', () => {
    for (const form of STEP_FORMS) expect(decidesStep('leader', form, [], no), form).toBe(true);
  });

  it('1.31 4.07 1.32 listing, blacklist and accountability are a leader’s, whoever the rung names', () => {
    for (const form of ['listing', 'blacklist', 'accountability'] as const)
      for (const role of ['dispatcher', 'regulator', 'admin', 'discipline', 'inspector', 'system'] as const)
        expect(decidesStep(role, form, everybody, yes), `${role} ${form}`).toBe(false);
  });

  it('the others are for whom the rung names', () => {
    expect(decidesStep('dispatcher', 'penalty', ['dispatcher'], no)).toBe(true);
    expect(decidesStep('dispatcher', 'stop_work', ['office_head'], no)).toBe(false);
    expect(decidesStep('dispatcher', 'stop_work', ['office_head'], yes)).toBe(true);
    expect(decidesStep('dispatcher', 'seal', [], yes)).toBe(false);
    expect(decidesStep('regulator', 'penalty', ['dispatcher'], no)).toBe(false);
  });

  it('asks who heads the office only where the rung names the head', () => {
    const asked: string[] = [];
    decidesStep('dispatcher', 'penalty', ['dispatcher'], () => asked.push('penalty') > 0);
    decidesStep('dispatcher', 'seal', [], () => asked.push('seal') > 0);
    expect(asked).toEqual([]);
  });
});
