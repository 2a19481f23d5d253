import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { id, type StepId } from '../../../src/base/ids.ts';
import { addGroup, collapseGroups } from '../../../src/flow/edit/edit-groups.ts';
import { draftOf, idsOf, stepOf, type Draft } from '../../../src/flow/edit/draft.ts';
import { moveSteps } from '../../../src/flow/edit/move-steps.ts';
import { removeSteps } from '../../../src/flow/edit/remove-steps.ts';
import { setTitle } from '../../../src/flow/edit/set-title.ts';
import type { FlowFile } from '../../../src/flow/flow.ts';
import type { Point } from '../../../src/flow/layout.ts';
import { steps } from '../../../src/steps/index.ts';
import { NOTHING_SELECTED } from '../session/state.ts';
import { TRIGGERS_NODE, type CanvasInput } from './canvas-nodes.ts';
import { deriveCanvas } from './derive.ts';
import { findSteps, readQuery } from './find-steps.ts';
import { overlaps, type Rect } from './geometry.ts';
import { readHand, readView } from './kept-view.ts';
import { compareOnCanvas, troublesOf } from './marks.ts';
import { placesOf, withPlaces, type Places } from './places.ts';
import { lineOf, plain } from './step-line.ts';
import { createStepViews, triggersView } from './step-view.ts';
import { TRIGGERS, selectAlong, walk } from './walk.ts';
import { routeWays } from './route-ways.ts';
import { routesFor, wayAt, wayLines, waysAcross } from './way-lines.ts';
import { middleOf, roundedPath, wayPoints } from './way-path.ts';

const file = new URL('../../../examples/whatsapp-lead/flows/whatsapp-lead.json', import.meta.url);
const LEAD: Draft = draftOf(JSON.parse(readFileSync(file, 'utf8')) as FlowFile);
const types = { steps };
const step = id.step;
const views = createStepViews(types);

const sizesFor = (draft: Draft) => ({
  step: (each: StepId) => views(each, stepOf(draft, each), draft.flow.language).size,
  exits: (each: StepId) => views(each, stepOf(draft, each), draft.flow.language).exits.map(({ outcome }) => outcome),
  triggers: triggersView(draft).size,
});

const inputFor = (draft: Draft, more: Partial<CanvasInput> = {}): CanvasInput => ({
  draft,
  places: placesOf(draft, sizesFor(draft)),
  views,
  selection: NOTHING_SELECTED,
  troubles: new Map(),
  unpublished: new Map(),
  path: undefined,
  counts: undefined,
  compared: undefined,
  current: undefined,
  renaming: undefined,
  isReadOnly: false,
  ...more,
});

const placeOf = ({ steps: placed }: Places, each: StepId): Point => placed[each] ?? { x: Number.NaN, y: Number.NaN };

const rectsOf = (draft: Draft): Rect[] => {
  const sizes = sizesFor(draft);
  const places = placesOf(draft, sizes);
  return [
    { ...places.triggers, ...sizes.triggers },
    ...idsOf(draft).map((each) => ({ ...placeOf(places, each), ...sizes.step(each) })),
  ];
};

const noneOverlap = (rects: readonly Rect[]): boolean =>
  rects.every((rect, at) => rects.slice(at + 1).every((other) => !overlaps(rect, other)));

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

  it('of the examples run behind nothing', () => {
    const folder = new URL('../../../examples/', import.meta.url);
    const files = globSync('*/flows/*.json', { cwd: fileURLToPath(folder) });
    assert.ok(files.length > 5);
    const bad = files.flatMap((name) => {
      const draft = draftOf(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as FlowFile);
      const input = inputFor(draft);
      const derived = deriveCanvas(input);
      const lines = wayLines(deriveCanvas({ ...input, routes: routesFor(derived) }));
      const cards = derived.nodes.map(({ position, width = 0, height = 0 }) => ({ ...position, width, height }));
      return lines.filter(({ points }) => isHidden(points, cards)).map(({ from, to }) => `${name}: ${from} to ${to}`);
    });
    assert.deepEqual(bad, []);
  });
});

describe('the line of a step', () => {
  it('says what it does in the customer’s words', () => {
    assert.deepEqual(lineOf(stepOf(LEAD, step('askName')), 'en')?.values, {
      text: "Hi! What's your name?",
      variable: 'name',
    });
    assert.deepEqual(lineOf(stepOf(LEAD, step('createLead')), 'it'), {
      key: 'callOn',
      values: { connection: 'salesforce', operation: 'upsert', object: 'Lead' },
    });
    assert.equal(lineOf(stepOf(LEAD, step('phoneKnown')), 'it')?.key, 'when.isNotEmpty');
    assert.deepEqual(lineOf({ type: 'wait', params: { for: 'PT2H' }, next: {} }, 'it'), {
      key: 'wait',
      values: {},
      durationMs: 7_200_000,
    });
  });

  it('stands for every type of step, whatever its params are', () => {
    for (const [type, { params }] of Object.entries(steps)) {
      const initial = (params as { default?: object }).default ?? {};
      assert.doesNotThrow(() => lineOf({ type, params: initial as never, next: {} }, 'it'), type);
      assert.doesNotThrow(() => lineOf({ type, params: {}, next: {} }, 'it'), type);
    }
    assert.equal(lineOf({ type: 'unheard', params: {}, next: {} }, 'it'), undefined);
  });

  it('reads templates as names', () => {
    assert.equal(plain('Grazie {{ vars.name | first_name }}, a {{contact.phone}}'), 'Grazie [name], a [contact phone]');
  });
});

describe('searching', () => {
  const catalog = {
    types: { steps, channels: {} },
    connections: { wa: { channel: 'whatsapp' }, salesforce: { connector: 'salesforce' } },
    operations: {},
  };
  const known = { catalog, diagnostics: [], titleOf: (each: StepId) => LEAD.flow.steps[each]?.title ?? '' };
  const find = (text: string, more: Partial<typeof known> = {}) =>
    findSteps(LEAD, readQuery(text), { ...known, ...more });

  it('looks for words in titles, ids and texts, without case and accents', () => {
    assert.deepEqual(find('COME chiamì'), ['askName']);
    assert.deepEqual(find('sales queue'), ['toPeople']);
    assert.deepEqual(find(''), []);
  });

  it('filters by type, by what is used, by channel and by state', () => {
    assert.deepEqual(find('type:ask'), ['askName', 'askPhone']);
    assert.deepEqual(find('uses:salesforce'), ['createLead']);
    assert.deepEqual(find('uses:phone'), ['askPhone', 'createLead']);
    assert.deepEqual(find('channel:whatsapp type:send'), ['thank', 'apologise']);
    assert.deepEqual(find('is:unused'), []);
    const broken = { code: 'x', severity: 'error' as const, path: ['flow', 'steps', 'thank'], message: '', fix: '' };
    assert.deepEqual(find('is:invalid', { diagnostics: [broken] as never }), ['thank']);
  });
});

describe('what a browser keeps of the view', () => {
  it('is passed over where it is broken', () => {
    const shelf = (value: string | null) => ({ getItem: () => value });
    assert.deepEqual(readView(shelf('{"x":1,"y":2,"zoom":0.5}'), 'k'), { x: 1, y: 2, zoom: 0.5 });
    for (const broken of [null, 'x', '{"x":1}', '{"x":"1","y":2,"zoom":1}'])
      assert.equal(readView(shelf(broken), 'k'), undefined);
    assert.equal(readHand(shelf('mouse')), 'mouse');
    assert.equal(readHand(shelf('paw')), 'trackpad');
  });
});
