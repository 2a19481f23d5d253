import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { isObject } from '../../base/json.ts';
import { id } from '../../base/ids.ts';
import { advance } from '../advance.ts';
import type { Flow } from '../flow.ts';
import { newRun, type Run } from '../run.ts';
import { renameVariablesIn } from '../expression/rename-paths.ts';
import { arbitraryFlow, types } from '../testing/arbitrary-flow.contract.ts';
import { arbitraryMoves, eventOf, type Move } from '../testing/arbitrary-moves.contract.ts';
import { holdsAlways } from '../testing/fuzz.contract.ts';
import { flowOf, type WrittenSteps } from '../testing/small-flow.contract.ts';
import type { Draft } from './draft.ts';
import { EMPTY_LAYOUT } from '../layout.ts';
import { renameVariable } from './rename-variable.ts';
import { variablesOf } from './variables-of.ts';

const draftOf = (steps: WrittenSteps): Draft => ({ flow: flowOf(steps), layout: EMPTY_LAYOUT });
const paramsOf = (draft: Draft) => Object.values(draft.flow.steps).map(({ params }) => params);
const renamed = (steps: WrittenSteps, from = 'name', to = 'client') =>
  renameVariable(draftOf(steps), { from, to }, types);

test('a variable is renamed where steps write it, and wherever templates and conditions read it', () => {
  const made = renamed({
    a: { type: 'ask', params: { text: { it: 'Ciao {{ vars.name }}', en: 'Hi {{vars["name"]}}' }, saveAs: 'name' } },
    b: { type: 'set', params: { values: { name: '{{ vars.name | upcase }}', other: { name: '{{ vars.names }}' } } } },
    c: {
      type: 'branch',
      params: { cases: [{ id: 'x', when: { all: [{ left: '{{ vars.name }}', operator: 'equals', right: 'name' }] } }] },
    },
    d: {
      type: 'call',
      params: { connection: 'crm', operation: 'create', input: { name: '{{ vars.name }}' }, saveAs: 'name' },
    },
  });
  assert.deepEqual(paramsOf(made), [
    { text: { it: 'Ciao {{ vars.client }}', en: 'Hi {{vars["client"]}}' }, saveAs: 'client' },
    { values: { client: '{{ vars.client | upcase }}', other: { name: '{{ vars.names }}' } } },
    { cases: [{ id: 'x', when: { all: [{ left: '{{ vars.client }}', operator: 'equals', right: 'name' }] } }] },
    { connection: 'crm', operation: 'create', input: { name: '{{ vars.client }}' }, saveAs: 'client' },
  ]);
});

test('a name that a form leaves to its default is written out', () => {
  const loop = renamed({ a: { type: 'loop', params: { over: ['x'] } } }, 'item', 'order');
  assert.deepEqual(paramsOf(loop), [{ over: ['x'], item: 'order' }]);
  const subflow = renamed(
    { a: { type: 'subflow', params: { flow: 'f', each: '{{ vars.item.list }}', input: { item: '{{ vars.item }}' } } } },
    'item',
    'order',
  );
  assert.deepEqual(paramsOf(subflow), [
    { flow: 'f', each: '{{ vars.order.list }}', input: { item: '{{ vars.order }}' }, item: 'order' },
  ]);
});

test('the title of a choice goes along with its id, and never alone', () => {
  const steps: WrittenSteps = {
    a: {
      type: 'ask',
      params: { text: '?', saveAs: 'name', answer: { type: 'choice', choices: [{ id: 'x', title: 'X' }] } },
    },
    b: { type: 'send', params: { text: '{{ vars.nameTitle }} {{ vars.name }}' } },
  };
  assert.equal(paramsOf(renamed(steps))[1]?.['text'], '{{ vars.clientTitle }} {{ vars.client }}');
  assert.throws(() => renamed(steps, 'nameTitle', 'label'), { code: 'bad_name', values: { name: 'nameTitle' } });
  const both: WrittenSteps = { ...steps, c: { type: 'set', params: { values: { clientTitle: 1 } } } };
  assert.throws(() => renamed(both), { code: 'name_taken', values: { name: 'clientTitle' } });
});

test('a name that is taken or cannot be one is refused, and the same name changes nothing', () => {
  const draft = draftOf({ a: { type: 'set', params: { values: { name: 1, other: 2 } } } });
  assert.throws(() => renameVariable(draft, { from: 'name', to: 'other' }, types), { code: 'name_taken' });
  assert.throws(() => renameVariable(draft, { from: 'name', to: '1st' }, types), { code: 'bad_name' });
  assert.equal(renameVariable(draft, { from: 'name', to: 'name' }, types), draft);
  assert.equal(renameVariable(draft, { from: 'unknown', to: 'fresh' }, types), draft);
});

test('steps of unknown types and unfinished ones are followed as far as they can be read', () => {
  const made = renamed({
    a: { type: 'strange', params: { deep: ['{{ vars.name }}'] } },
    b: { type: 'set', params: {} },
    c: { type: 'branch', params: {} },
  });
  assert.deepEqual(paramsOf(made), [{ deep: ['{{ vars.client }}'] }, {}, {}]);
});

test('templates are renamed where the parser reads them', () => {
  const now = (name: string) => (name === 'a' ? 'z9' : name);
  const cases = [
    ['{{ vars.a }}{{vars.a.b}} vars.a {{ "vars.a" }}', '{{ vars.z9 }}{{vars.z9.b}} vars.a {{ "vars.a" }}'],
    ['{% assign x = vars.a | plus: vars.a %}{{ x }}', '{% assign x = vars.z9 | plus: vars.z9 %}{{ x }}'],
    [
      "{% if vars['a'] == vars.ab %}\n\n  {{- vars.a -}}{% elsif vars.a %}{% endif %}",
      "{% if vars['z9'] == vars.ab %}\n\n  {{- vars.z9 -}}{% elsif vars.z9 %}{% endif %}",
    ],
    [
      '{% for i in vars.a limit: vars.a %}{{ i.a }}{% endfor %}',
      '{% for i in vars.z9 limit: vars.z9 %}{{ i.a }}{% endfor %}',
    ],
    ['{% for vars in input.list %}{{ vars.a }}{% endfor %}', '{% for vars in input.list %}{{ vars.a }}{% endfor %}'],
    ['{% case vars.a %}{% when vars.a, 2 %}x{% endcase %}', '{% case vars.z9 %}{% when vars.z9, 2 %}x{% endcase %}'],
    [
      '{{ vars[vars.a].a }} {{ input.vars.a }} {{ vars[input.a] }}',
      '{{ vars[vars.z9].a }} {{ input.vars.a }} {{ vars[input.a] }}',
    ],
    ['{{ vars.a | default: vars.a, allow_false: vars.a }}', '{{ vars.z9 | default: vars.z9, allow_false: vars.z9 }}'],
    ['{% raw %}{{ vars.a }}{% endraw %}', '{% raw %}{{ vars.a }}{% endraw %}'],
    ['{{ vars.a-b }} {{ vars[ "a" ] }}', '{{ vars.a-b }} {{ vars[ "z9" ] }}'],
    ['{{ vars.a | nonsense }}', '{{ vars.a | nonsense }}'],
    ['plain vars.a', 'plain vars.a'],
  ] as const;
  for (const [before, after] of cases) assert.equal(renameVariablesIn(before, now), after);
});

test('what writes and what reads a variable is told with its types', () => {
  const draft = draftOf({
    a: { type: 'ask', params: { text: '{{ vars.b }}', saveAs: 'name' } },
    b: { type: 'set', params: { values: { name: 1, b: '{{ vars.name }} {{ vars.name }}' } } },
    c: { type: 'loop', params: { over: '{{ vars.list }}' } },
  });
  assert.deepEqual(variablesOf(draft, types), [
    {
      name: 'b',
      types: ['any'],
      setBy: [{ step: 'b', path: ['values', 'b'] }],
      readBy: [{ step: 'a', path: ['text'] }],
    },
    { name: 'item', types: ['any'], setBy: [{ step: 'c', path: [] }], readBy: [] },
    { name: 'list', types: [], setBy: [], readBy: [{ step: 'c', path: ['over'] }] },
    {
      name: 'name',
      types: ['string', 'number'],
      setBy: [
        { step: 'a', path: ['saveAs'] },
        { step: 'b', path: ['values', 'name'] },
      ],
      readBy: [{ step: 'b', path: ['values', 'b'] }],
    },
  ]);
});

const fresh: Run = newRun({
  id: id.run('run'),
  flow: { id: id.flow('flow'), version: 1 },
  lane: id.lane('lane'),
  connection: id.connection('example'),
  channel: 'example',
  conversation: id.conversation('conversation'),
});

/** The run after moves, each of which means the same to both flows. */
function play(
  flow: Flow,
  moves: readonly Move[],
  edits: (vars: JsonObject) => JsonObject,
): { run: Run; effects: JsonValue[] } {
  let run = fresh;
  const effects: JsonValue[] = [];
  for (const move of moves) {
    const event = eventOf(run, move);
    const advanced = advance(flow, run, event.type === 'edited' ? { ...event, vars: edits(event.vars) } : event, types);
    run = advanced.run;
    effects.push(...(advanced.effects as unknown as JsonValue[]));
  }
  return { run, effects };
}

/** Without the texts of failures: they show templates. */
const apartFromWords = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, member: JsonValue) =>
    isObject(member) && 'code' in member ? { ...member, message: '' } : member,
  );

holdsAlways(
  'runs of a flow do the same after a variable is renamed',
  fc.record({ flow: arbitraryFlow, moves: arbitraryMoves, from: fc.constantFrom('a', 'b', 'name') }),
  {
    cases: 120,
    holds: ({ flow, moves, from }) => {
      const { flow: made } = renameVariable({ flow, layout: EMPTY_LAYOUT }, { from, to: 'renamed' }, types);
      assert.ok(!variablesOf({ flow: made, layout: EMPTY_LAYOUT }, types).some(({ name }) => name === from));
      const now = new Map([
        [from, 'renamed'],
        [`${from}Title`, 'renamedTitle'],
      ]);
      const renames = (vars: JsonObject) =>
        Object.fromEntries(Object.entries(vars).map(([name, value]) => [now.get(name) ?? name, value]));
      const before = play(flow, moves, (vars) => vars);
      const after = play({ ...flow, ...made }, moves, renames);
      assert.deepEqual(
        apartFromWords({ ...after, run: after.run }),
        apartFromWords({ ...before, run: { ...before.run, vars: renames(before.run.vars) } }),
      );
    },
  },
);
