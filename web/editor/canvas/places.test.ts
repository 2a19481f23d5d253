import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StepId } from '../../../src/base/ids.ts';
import { stepOf, type Draft } from '../../../src/flow/edit/draft.ts';
import { placesOf, withPlaces } from './places.ts';
import { LEAD, step, views, sizesFor, rectsOf, noneOverlap } from './testing/lead.ts';
import { TRIGGERS, selectAlong, walk } from './walk.ts';

describe('where steps stand', () => {
  it('is laid out without one lying upon another, and kept once it is written', () => {
    assert.ok(noneOverlap(rectsOf(LEAD)));
    const placed = withPlaces(LEAD, sizesFor(LEAD));
    assert.equal(withPlaces(placed, sizesFor(placed)), placed);
    assert.equal(placesOf(placed, sizesFor(placed)).isWhole, true);
  });

  it('is found for steps without a place among those that have one', () => {
    const placed = withPlaces(LEAD, sizesFor(LEAD));
    const rest = Object.fromEntries(
      Object.entries(placed.layout.steps).filter(([each]) => each !== 'thank' && each !== 'finish'),
    );
    const partly: Draft = { ...placed, layout: { ...placed.layout, steps: rest } };
    assert.ok(noneOverlap(rectsOf(partly)));
    assert.deepEqual(placesOf(partly, sizesFor(partly)).steps[step('askName')], placed.layout.steps[step('askName')]);
  });
});

describe('walking', () => {
  const ground = {
    draft: LEAD,
    places: placesOf(LEAD, sizesFor(LEAD)),
    view: (each: StepId) => views(each, stepOf(LEAD, each), 'it'),
  };

  it('goes down by the main exit, up to what leads here, and from the triggers to the start', () => {
    assert.equal(walk(TRIGGERS, 'down', ground), 'askName');
    assert.equal(walk(step('askName'), 'down', ground), 'phoneKnown');
    assert.equal(walk(step('askName'), 'up', ground), TRIGGERS);
    assert.equal(walk(step('thank'), 'up', ground), 'createLead');
  });

  it('goes to siblings by the order of the exits', () => {
    assert.equal(walk(step('createLead'), 'right', { ...ground, draft: LEAD }) !== undefined, true);
    assert.equal(walk(step('thank'), 'right', ground), 'apologise');
    assert.equal(walk(step('apologise'), 'left', ground), 'thank');
  });

  it('gathers all that leads here and all that follows', () => {
    assert.deepEqual(
      new Set(selectAlong(LEAD, [step('createLead')], 'upstream')),
      new Set(['createLead', 'phoneKnown', 'askPhone', 'askName']),
    );
    assert.ok(selectAlong(LEAD, [step('thank')], 'downstream').includes(step('finish')));
  });
});
