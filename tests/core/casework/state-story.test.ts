import { expect, it } from 'vitest';
import { stateStory } from '../../../src/core/casework/state-story.ts';

const told = (type: string, payload: object = {}) => ({ type, payload: JSON.stringify(payload) });

it('tells from where to where each event led, and back where it came from after a pause, a merge, two refusals', () => {
  const story = stateStory([
    told('problem.found'),
    told('problem.assigned'),
    told('problem.reminded'),
    told('problem.refused'),
    told('problem.assigned'),
    told('problem.refused'),
    told('problem.claim_answered'),
    told('problem.owner_decided'),
    told('problem.accepted'),
    told('problem.suspended'),
    told('problem.resumed'),
    told('problem.merged'),
    told('problem.unmerged'),
  ]);
  expect(story.map((each) => each && `${each.from}>${each.to}`)).toEqual([
    '>found',
    'found>assigned',
    null,
    'assigned>found',
    'found>assigned',
    'assigned>ownership_disputed',
    'ownership_disputed>ownership_disputed',
    'ownership_disputed>assigned',
    'assigned>accepted',
    'accepted>suspended',
    'suspended>accepted',
    'accepted>void',
    'void>accepted',
  ]);
});

it('says nothing of a state that the log does not know', () => {
  expect(stateStory([told('problem.claim_answered'), told('source.updated')])).toEqual([null, null]);
});
