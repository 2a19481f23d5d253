import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { idsOf } from '../../../src/flow/edit/draft.ts';
import { addGroup, collapseGroups } from '../../../src/flow/edit/edit-groups.ts';
import { moveSteps } from '../../../src/flow/edit/move-steps.ts';
import { removeSteps } from '../../../src/flow/edit/remove-steps.ts';
import { setTitle } from '../../../src/flow/edit/set-title.ts';
import { NOTHING_SELECTED } from '../session/state.ts';
import { TRIGGERS_NODE } from './canvas-nodes.ts';
import { deriveCanvas } from './derive.ts';
import { compareOnCanvas, troublesOf } from './marks.ts';
import { withPlaces } from './places.ts';
import { LEAD, types, step, sizesFor, inputFor } from './testing/lead.ts';

describe('what is drawn', () => {
  it('has a node for every step and an edge for every way', () => {
    const { nodes, edges } = deriveCanvas(inputFor(LEAD));
    assert.deepEqual(new Set(nodes.map((node) => node.id)), new Set([TRIGGERS_NODE, ...idsOf(LEAD)]));
    const ways = Object.values(LEAD.flow.steps).reduce((sum, { next }) => sum + Object.keys(next).length, 1);
    assert.equal(edges.length, ways);
    const ask = nodes.find((node) => node.id === 'askName');
    assert.deepEqual(
      ask?.handles?.map(({ id: handle, type }) => [type, handle]),
      [['target', undefined], ...['answered', 'invalid', 'timeout', 'failed'].map((exit) => ['source', exit])],
    );
  });

  it('is the very same object where nothing changed, and new only where something did', () => {
    const placed = withPlaces(LEAD, sizesFor(LEAD));
    const before = deriveCanvas(inputFor(placed));
    const same = deriveCanvas(inputFor(placed), before);
    assert.equal(same.edges, before.edges);
    assert.equal(
      same.nodes.filter((node, at) => node !== before.nodes[at]).filter(({ type }) => type === 'step').length,
      0,
    );
    const renamed = setTitle(placed, { step: step('thank'), title: 'Thanks' });
    const after = deriveCanvas(inputFor(renamed), before);
    const fresh = after.nodes.filter((node, at) => node !== before.nodes[at] && node.type === 'step');
    assert.deepEqual(
      fresh.map((node) => node.id),
      ['thank'],
    );
    const moved = deriveCanvas(inputFor(moveSteps(placed, { steps: { thank: { x: 0, y: 0 } } })), before);
    assert.deepEqual(
      moved.nodes.filter((node, at) => node !== before.nodes[at] && node.type === 'step').map((node) => node.id),
      ['thank'],
    );
  });

  it('lights both ends of a chosen way, and the way of a run', () => {
    const exit = { step: step('createLead'), outcome: 'done' };
    const { nodes, edges } = deriveCanvas(
      inputFor(LEAD, {
        selection: { ...NOTHING_SELECTED, exits: [exit] },
        path: { at: step('thank'), taken: [exit], visited: [step('createLead'), step('thank')] },
      }),
    );
    const data = (node: string) => nodes.find((each) => each.id === node)?.data as Record<string, unknown>;
    assert.deepEqual(
      [data('createLead')['isEnd'], data('thank')['isEnd'], data('finish')['isEnd']],
      [true, true, false],
    );
    assert.deepEqual([data('thank')['isHere'], data('createLead')['litExits']], [true, ['done']]);
    assert.deepEqual(
      edges.filter((edge) => edge.data?.isLit).map(({ target }) => target),
      ['thank'],
    );
  });

  it('shows a collapsed group as one card that the ways lead to and from', () => {
    const inside = [step('thank'), step('finish')];
    const { draft, group } = addGroup(LEAD, { steps: inside, title: 'Goodbye' });
    const { nodes, edges } = deriveCanvas(inputFor(collapseGroups(draft, { groups: [group], collapsed: true })));
    assert.ok(!nodes.some((node) => node.id === 'thank' || node.id === 'finish'));
    const known = new Set(nodes.map((node) => node.id));
    assert.ok(edges.every(({ source, target }) => known.has(source) && known.has(target)));
    assert.deepEqual(
      edges.filter(({ source }) => source === `@group:${group}`).map(({ target }) => target),
      ['unreachable'],
    );
  });

  it('marks what was added, changed and removed, and draws ways that are gone', () => {
    const after = setTitle(removeSteps(LEAD, { steps: [step('apologise')] }, types), {
      step: step('thank'),
      title: 'Ciao',
    });
    const compared = compareOnCanvas(LEAD, after);
    assert.equal(compared.steps.get(step('apologise')), 'removed');
    assert.equal(compared.steps.get(step('thank')), 'changed');
    const { nodes, edges } = deriveCanvas(inputFor(compared.draft, { compared }));
    assert.ok(nodes.some((node) => node.id === 'apologise'));
    assert.ok(edges.some(({ data, target }) => data?.change === 'removed' && target === 'apologise'));
  });

  it('counts problems by step', () => {
    const at = (severity: 'error' | 'warning') => ({
      code: 'x',
      severity,
      path: ['flow', 'steps', 'thank', 'next'],
      message: severity,
      fix: '',
    });
    const found = troublesOf([at('error'), at('warning')], ({ message }) => message);
    assert.deepEqual(found.get(step('thank')), { errors: 1, warnings: 1, messages: ['error', 'warning'] });
  });
});
