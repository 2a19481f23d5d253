import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from '../../base/json.ts';
import { formatFlowFile, parseFlowFile } from '../flow-file.ts';
import { holdsAlways } from '../testing/fuzz.contract.ts';
import { addStep } from './add-step.ts';
import { applyEdit, arbitraryDraft, arbitraryEdits } from './arbitrary-edits.contract.ts';
import { compareDrafts } from './compare-drafts.ts';
import { fileOf, type Draft } from './draft.ts';
import { addHandler } from './edit-handlers.ts';
import { addTrigger } from './edit-triggers.ts';
import { mergeDrafts, nameOfPlace } from './merge-drafts.ts';
import { moveSteps } from './move-steps.ts';
import { removeSteps } from './remove-steps.ts';
import { setFlow } from './set-flow.ts';
import { setTitle } from './set-title.ts';
import { at, draftWith, PLACES, ROW, types, waysIn } from './small-draft.contract.ts';

const base = draftWith(ROW, { layout: PLACES });
const titled = (draft: Draft, step: string, title: string) => setTitle(draft, { step: at(step), title });

test('two drafts are compared part by part', () => {
  const mine = setFlow(titled(titled(base, 'ask', 'Mio'), 'end', 'Fine'), { name: 'Mio' });
  const theirs = addTrigger(titled(titled(base, 'ask', 'Loro'), 'end', 'Fine'), { trigger: { type: 'manual' } });
  assert.deepEqual(
    compareDrafts({ base, mine, theirs }).map(({ place, kind }) => `${nameOfPlace(place)} ${kind}`),
    ['settings onlyMine', 'triggers onlyTheirs', 'step:ask both', 'step:end same'],
  );
  assert.deepEqual(compareDrafts({ base, mine: base, theirs: base }), []);
  const removed = removeSteps(base, { steps: [at('end')] }, types);
  const [, end] = compareDrafts({ base, mine: removed, theirs: titled(base, 'end', 'Fine') });
  assert.deepEqual(end, {
    place: { step: 'end' },
    kind: 'both',
    theirs: { type: 'end', params: {}, next: {}, title: 'Fine' },
  });
});

test('what one side changed is taken, and where both did the choice counts', () => {
  const mine = titled(moveSteps(base, { steps: { ask: { x: 1, y: 1 }, end: { x: 1, y: 1 } } }), 'ask', 'Mio');
  const moved = moveSteps(base, { steps: { hello: { x: 2, y: 2 }, end: { x: 2, y: 2 } }, triggers: { x: 9, y: 9 } });
  const theirs = addHandler(titled(titled(moved, 'ask', 'Loro'), 'end', 'Fine'), {
    handler: { on: 'failure', next: at('end') },
  });
  const merged = mergeDrafts({ base, mine, theirs });
  assert.equal(merged.flow.steps[at('ask')]?.title, 'Mio');
  assert.equal(merged.flow.steps[at('end')]?.title, 'Fine');
  assert.deepEqual(merged.flow.handlers, [{ on: 'failure', next: 'end' }]);
  assert.deepEqual(merged.layout, {
    ...base.layout,
    steps: { hello: { x: 2, y: 2 }, ask: { x: 1, y: 1 }, end: { x: 1, y: 1 } },
    triggers: { x: 9, y: 9 },
  });
  const other = mergeDrafts({ base, mine, theirs }, { 'step:ask': 'theirs', layout: 'theirs' });
  assert.equal(other.flow.steps[at('ask')]?.title, 'Loro');
  assert.deepEqual(other.layout.steps[at('end')], { x: 2, y: 2 });
});

test('ways to a step that one side removed are taken away', () => {
  const mine = removeSteps(base, { steps: [at('end')] }, types);
  const theirs = addStep(base, { type: 'note', title: 'Nuovo', at: { x: 0, y: 0 } }, types).draft;
  const wired = {
    ...theirs,
    flow: {
      ...theirs.flow,
      steps: { ...theirs.flow.steps, nuovo: { type: 'note', params: {}, next: { next: at('end') } } },
    },
  };
  const merged = mergeDrafts({ base, mine, theirs: wired });
  assert.deepEqual(waysIn(merged), ['start > hello', 'hello.next > ask', 'ask.timeout > hello']);
  assert.deepEqual(Object.keys(merged.layout.steps), ['hello', 'ask', 'nuovo']);
});

holdsAlways(
  'a merge keeps the format valid, and with one side unchanged it is the other',
  fc.record({ base: arbitraryDraft, mine: arbitraryEdits({ maxLength: 5 }), theirs: arbitraryEdits({ maxLength: 5 }) }),
  {
    cases: 100,
    holds: ({ base: first, mine: here, theirs: there }) => {
      const [mine, theirs] = [here, there].map((edits) => edits.reduce(applyEdit, first)) as [Draft, Draft];
      for (const layout of ['mine', 'theirs'] as const) {
        const text = formatFlowFile(fileOf(mergeDrafts({ base: first, mine, theirs }, { layout })));
        assert.ok('file' in parseFlowFile(text));
      }
      const text = (draft: Draft) => canonicalJson(draft);
      assert.equal(text(mergeDrafts({ base: first, mine, theirs: first })), text(mine));
      assert.equal(text(mergeDrafts({ base: first, mine: first, theirs })), text(theirs));
    },
  },
);
