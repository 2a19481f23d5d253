import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { id, type StepId } from '../../../src/base/ids.ts';
import { draftOf, type Draft } from '../../../src/flow/edit/draft.ts';
import { moveSteps } from '../../../src/flow/edit/move-steps.ts';
import type { FlowFile, Step } from '../../../src/flow/flow.ts';
import type { Point } from '../../../src/flow/layout.ts';
import { deriveCanvas } from './derive.ts';
import { overlaps, type Rect } from './geometry.ts';
import { tidyPlaces } from './places.ts';
import { routeWays } from './route-ways.ts';
import { LEAD, step, sizesFor, inputFor } from './testing/lead.ts';
import { routesFor, wayAt, wayLines, waysAcross } from './way-lines.ts';
import { middleOf, roundedPath, wayPoints } from './way-path.ts';

describe('ways', () => {
  it('run level and upright only, and a way back goes around', () => {
    for (const to of [
      { x: 300, y: 200 },
      { x: 100, y: -300 },
      { x: 0, y: 10 },
    ]) {
      const points = wayPoints({ from: { x: 0, y: 0 }, to, lane: 1 });
      assert.ok(
        points.slice(1).every((point, at) => point.x === points[at]?.x || point.y === points[at]?.y),
        JSON.stringify(points),
      );
      assert.match(roundedPath(points), /^M0 0L.*Q/);
    }
    assert.deepEqual(
      middleOf([
        { x: 0, y: 0 },
        { x: 0, y: 100 },
      ]),
      { x: 0, y: 50 },
    );
  });

  it('are found where a step is dropped and where a cut goes', () => {
    const lines = wayLines(deriveCanvas(inputFor(LEAD)));
    const line = lines.find(({ from, to }) => from === 'createLead' && to === 'thank')!;
    const on = middleOf(line.points.slice(0, 2));
    assert.equal(wayAt(lines, on)?.from, 'createLead');
    assert.notEqual(wayAt(lines, on, step('createLead'))?.from, 'createLead');
    const cut = waysAcross(lines, [
      { x: on.x - 5, y: on.y },
      { x: on.x + 5, y: on.y },
    ]);
    assert.ok(cut.some((exit) => 'step' in exit && exit.step === 'createLead' && exit.outcome === 'done'));
  });
});

describe('ways around cards', () => {
  const card = (x: number, y: number): Rect => ({ x, y, width: 260, height: 92 });
  const isHidden = (points: readonly Point[], cards: readonly Rect[]): boolean =>
    points.slice(1).some((end, at) => {
      const begin = points[at] ?? end;
      const [x, y] = [Math.min(begin.x, end.x), Math.min(begin.y, end.y)];
      const leg = { x, y, width: Math.abs(end.x - begin.x) || 1, height: Math.abs(end.y - begin.y) || 1 };
      return cards.some((each) =>
        overlaps(leg, { x: each.x + 4, y: each.y + 4, width: each.width - 8, height: each.height - 8 }),
      );
    });

  it('go down a gap beside what lies in between, and stay as they are where nothing does', () => {
    const between = [card(0, 160), card(0, 320)];
    const from = { x: 130, y: 92 };
    const way = { id: 'long', from, to: { x: 130, y: 500 }, lane: 0 };
    const free = { id: 'free', from: { x: 900, y: 92 }, to: { x: 900, y: 500 }, lane: 0 };
    const routes = routeWays([way, free], between);
    assert.deepEqual([...routes.keys()], ['long']);
    const led = routes.get('long') ?? [];
    assert.deepEqual([led[0], led.at(-1)], [way.from, way.to]);
    assert.ok(!isHidden(led, between), JSON.stringify(led));
  });

  it('keep apart in one gap', () => {
    const ways = [1, 2].map((at) => ({ id: `${at}`, from: { x: 130, y: 92 }, to: { x: 130, y: 500 + at }, lane: 0 }));
    const [one, other] = [...routeWays(ways, [card(0, 160), card(0, 320)]).values()];
    assert.notEqual(one?.[2]?.x, other?.[2]?.x);
  });

  const hiddenIn = (draft: Draft): string[] => {
    const derived = deriveCanvas({ ...inputFor(draft), route: routesFor });
    const cards = derived.nodes.map(({ position, width = 0, height = 0 }) => ({ ...position, width, height }));
    return wayLines(derived)
      .filter(({ points }) => isHidden(points, cards))
      .map(({ from, to }) => `${draft.flow.id}: ${from} to ${to}`);
  };
  const tidied = (draft: Draft): Draft => moveSteps(draft, tidyPlaces(draft, sizesFor(draft)));
  const tidiedLong = (count: number): { draft: Draft; width: number } => {
    const draft = tidied(draftOf(longFlow(count)));
    const lefts = Object.values(draft.layout.steps).map(({ x }) => x);
    return { draft, width: Math.max(...lefts) - Math.min(...lefts) };
  };
  const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));
  const drafts = globSync('*/flows/*.json', { cwd: examples }).map((name) =>
    draftOf(JSON.parse(readFileSync(join(examples, name), 'utf8')) as FlowFile),
  );

  it('of the examples run behind nothing, as they come and tidied up', () => {
    assert.ok(drafts.length > 5);
    assert.deepEqual(drafts.flatMap(hiddenIn), []);
    assert.deepEqual(drafts.map(tidied).flatMap(hiddenIn), []);
  });

  it('of a long flow run behind nothing once it is tidied up, and keep no room free for each other', () => {
    const { draft, width } = tidiedLong(60);
    assert.deepEqual(hiddenIn(draft), []);
    assert.ok(width < 1000, `${width}`);
  });
});

/** Questions and branches that follow each other, whose trouble all leads to one end: its ways go past everything. */
function longFlow(count: number): FlowFile {
  const name = (at: number): StepId => id.step(at < count ? `step${at}` : 'end');
  const asked = (at: number): Step => ({
    type: 'ask',
    params: { text: 'Come va?', saveAs: `answer${at}` },
    next: { answered: name(at + 1), invalid: name(at + 2), timeout: name(count), failed: name(count) },
  });
  const decided = (at: number): Step => ({
    type: 'branch',
    params: { cases: [{ id: 'yes', when: { left: '{{ vars.x }}', operator: 'isNotEmpty' } }] },
    next: { yes: name(at + 1), else: name(at + 2) },
  });
  const steps = Array.from({ length: count }, (_, at) => [name(at), at % 3 === 0 ? decided(at) : asked(at)] as const);
  const flow = { ...LEAD.flow, id: id.flow('long'), start: name(0) };
  return {
    rondine: 1,
    flow: { ...flow, steps: { ...Object.fromEntries(steps), [name(count)]: { type: 'end', params: {}, next: {} } } },
  };
}
