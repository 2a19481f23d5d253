import assert from 'node:assert/strict';
import fc from 'fast-check';
import { id } from '../base/ids.ts';
import type { JsonObject, JsonValue } from '../base/json.ts';
import { advance, isAwaited } from './advance.ts';
import { formatFlowFile, parseFlowFile } from './flow-file.ts';
import type { Flow } from './flow.ts';
import { LIMITS } from './limits.ts';
import { isFinal, newRun, REPAIRS, type Effect, type Run, type RunEvent } from './run.ts';
import { arbitraryFlow, catalog, types } from './testing/arbitrary-flow.contract.ts';
import { arbitraryMoves, eventOf, ORDINARY, type Move } from './testing/arbitrary-moves.contract.ts';
import { holdsAlways } from './testing/fuzz.contract.ts';
import { validate } from './validate/validate.ts';

const fresh: Run = newRun({
  id: id.run('run'),
  flow: { id: id.flow('flow'), version: 1 },
  lane: id.lane('lane'),
  connection: id.connection('example'),
  channel: 'example',
  conversation: id.conversation('conversation'),
});

const story = fc.record({ flow: arbitraryFlow, moves: arbitraryMoves });

/** Events that mean something however often they come. */
const REPEATABLE: ReadonlySet<string> = new Set([
  'gathered',
  'interrupted',
  'receipt',
  'retried',
  'skipped',
  'edited',
  'migrated',
] satisfies RunEvent['type'][]);

/** Plays moves and checks each transition; gives all events, all effects and the last state. */
function play(flow: Flow, moves: readonly Move[]): { events: RunEvent[]; effects: Effect[]; run: Run } {
  const events: RunEvent[] = [];
  const effects: Effect[] = [];
  let run = freeze(fresh);
  for (const move of moves) {
    const event = freeze(eventOf(run, move));
    const advanced = advance(flow, run, event, types);
    assert.deepEqual(advance(flow, run, event, types), advanced, 'the same input gives the same result');
    if (!isAwaited(run, event)) assert.equal(advanced.run, run, 'what is not awaited changes nothing');
    if (event.type !== 'migrated')
      assert.equal(advanced.run === run, !isAwaited(run, event), 'what is awaited is taken');
    if (isFinal(run) && !(REPAIRS as readonly string[]).includes(event.type)) assert.equal(advanced.run, run);
    if (run.status === 'completed' || run.status === 'canceled') assert.equal(advanced.run, run);
    run = freeze(advanced.run);
    if (!REPEATABLE.has(event.type))
      assert.equal(advance(flow, run, event, types).run, run, 'the same event twice changes nothing');
    events.push(event);
    effects.push(...advanced.effects);
  }
  return { events, effects, run };
}

holdsAlways('the flows of these tests are valid', arbitraryFlow, {
  cases: 100,
  holds: (flow) => {
    const errors = validate(flow, catalog).filter(({ severity }) => severity === 'error');
    assert.deepEqual(errors, []);
  },
});

holdsAlways('each transition is pure and takes exactly what is awaited', story, {
  cases: 400,
  holds: ({ flow, moves }) => void play(freeze(flow), moves),
});

holdsAlways('a run that is stored and loaded between any two events comes to the same state', story, {
  cases: 100,
  holds: ({ flow, moves }) => {
    const { events, run } = play(flow, moves);
    const stored = events.reduce(
      (state, event) => copy(advance(copy(flow), state, copy(event), types).run),
      copy(fresh),
    );
    assert.deepEqual(stored, run);
  },
});

holdsAlways('a run is plain JSON of bounded size, and what it awaits was issued', story, {
  cases: 100,
  holds: ({ flow, moves }) => {
    const { effects, run } = play(flow, moves);
    assert.deepEqual(copy(run), run);
    assert.ok(JSON.stringify([run.vars, run.memo, run.marks]).length <= LIMITS.variables + 100);
    assert.ok((run.handled ?? 0) <= LIMITS.handlers);
    assert.ok(run.wait.effects.every((awaited) => effects.some((effect) => effect.id === awaited)));
  },
});

holdsAlways('effect ids are dense, and one is used again only by the step that used it, entered once more', story, {
  cases: 150,
  holds: ({ flow, moves }) => {
    const users = new Map<string, { step: string; kind: string }>();
    let run = fresh;
    for (const move of moves) {
      const before = run;
      const event = eventOf(run, move);
      const advanced = advance(flow, run, event, types);
      run = advanced.run;
      // A step's effects are issued together or one by one while it is the run's own; only the last step waits for some.
      for (const effect of advanced.effects) {
        const known = users.get(effect.id);
        const user = { step: String(run.status === 'active' ? run.at : before.at), kind: effect.kind };
        if (known) assert.deepEqual(user, known, `${effect.id} is used for something else`);
        else {
          assert.equal(effect.id, id.effect(run.id, users.size), 'a new id is the next one');
          users.set(effect.id, user);
        }
      }
      const entered = run.entered ?? 0;
      if (run.highest === undefined) assert.equal(run.issued, users.size);
      else assert.ok(run.highest === users.size || run.issued === users.size);
      assert.ok(entered <= run.issued);
    }
  },
});

holdsAlways('without repairs no effect id is used twice', story, {
  cases: 100,
  holds: ({ flow, moves }) => {
    const isRepair = ({ kind }: Move) => kind >= 11 && kind <= 15;
    let run = fresh;
    const used: string[] = [];
    for (const move of moves.filter((each) => !isRepair(each))) {
      const event = eventOf(run, move);
      if (event.type === 'retried') break;
      const advanced = advance(flow, run, event, types);
      used.push(...advanced.effects.map((effect) => effect.id));
      run = advanced.run;
    }
    assert.deepEqual(
      used,
      used.map((_, number) => id.effect(run.id, number)),
    );
    assert.equal(run.issued, used.length);
  },
});

holdsAlways('a valid flow never shows a defect, and every run is at its end or has a wait that can end', story, {
  cases: 150,
  holds: ({ flow, moves }) => {
    const { run } = play(flow, [ORDINARY, ...moves]);
    assert.notEqual(run.failure?.code, 'defect', run.failure?.message ?? '');
    if (isFinal(run)) assert.deepEqual([run.wait.for, run.wait.effects, run.wait.until], ['nothing', [], undefined]);
    else assert.ok(run.wait.effects.length > 0 || run.wait.until !== undefined || run.wait.for === 'turn');
  },
});

const junk: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>,
  fc.constantFrom(
    '{{',
    '{{ x | y }}',
    '__proto__',
    'constructor',
    's0',
    'ask',
    -1,
    1e308,
    [],
    {},
    null,
    'P1D',
    '(',
    'P99999999D',
  ),
);

/** Places in a value, counted through, so that a number picks one. */
function placesOf(value: JsonValue | undefined): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value as JsonObject).reduce<number>((sum, member) => sum + placesOf(member), 1);
}

/** The value with another one at a place. */
function withJunk(value: JsonValue | undefined, at: number, other: JsonValue): JsonValue {
  if (at === 0 || typeof value !== 'object' || value === null) return other;
  let left = at - 1;
  const entries = Object.entries(value as JsonObject).map(([name, member]) => {
    const size = placesOf(member);
    const here = left >= 0 && left < size;
    const result = here ? withJunk(member, left, other) : (member ?? null);
    left -= size;
    return [name, result] as const;
  });
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}

const mutated = fc.record({
  flow: arbitraryFlow,
  changes: fc.array(fc.record({ at: fc.nat(), other: junk }), { minLength: 1, maxLength: 3 }),
  moves: arbitraryMoves,
});

holdsAlways(
  'a flow with junk in it is checked without an error, and runs without a defect where the check finds none',
  mutated,
  {
    cases: 200,
    holds: ({ flow, changes, moves }) => {
      const broken = changes.reduce<JsonValue>(
        (value, { at, other }) => withJunk(value, at % placesOf(value), other),
        flow as unknown as JsonValue,
      );
      const errors = validate(broken, catalog).filter(({ severity }) => severity === 'error');
      const shapeless = errors.some(({ code }) => ['bad_shape', 'too_large'].includes(code));
      if (shapeless) return;
      const { run } = play(broken as unknown as Flow, moves);
      if (errors.length === 0) assert.notEqual(run.failure?.code, 'defect', run.failure?.message ?? '');
    },
  },
);

const torn = fc.record({
  flow: arbitraryFlow,
  at: fc.nat(),
  cut: fc.nat(20),
  put: fc.oneof(fc.string({ maxLength: 10 }), fc.constantFrom('"', '{', '}', '\\', ',', '"a":')),
});

holdsAlways('a torn flow file is read and checked without an error', torn, {
  cases: 800,
  holds: ({ flow, at, cut, put }) => {
    const { version: _version, ...written } = flow;
    const text = formatFlowFile({ rondine: 1, flow: written });
    const place = at % text.length;
    const parsed = parseFlowFile(text.slice(0, place) + put + text.slice(place + cut));
    if ('file' in parsed) validate({ ...parsed.file.flow, version: 0 }, catalog);
    else assert.ok(parsed.diagnostics.length > 0);
  },
});

holdsAlways(
  'a flow file that is written and read is the same, and writing it again gives the same text',
  arbitraryFlow,
  {
    cases: 50,
    holds: (flow) => {
      const { version: _version, ...written } = flow;
      const text = formatFlowFile({ rondine: 1, flow: written });
      const parsed = parseFlowFile(text);
      assert.ok('file' in parsed);
      assert.deepEqual(parsed.file.flow, copy(written));
      assert.equal(formatFlowFile(parsed.file), text);
    },
  },
);

holdsAlways('text that is no flow file is refused and never an error', fc.oneof(fc.string(), fc.json()), {
  cases: 200,
  holds: (text) => {
    const parsed = parseFlowFile(text);
    assert.ok('diagnostics' in parsed && parsed.diagnostics.length > 0);
  },
});

holdsAlways('any value at all is checked without an error', fc.anything({ maxDepth: 4 }), {
  cases: 200,
  holds: (value) => assert.ok(validate(value, catalog).length > 0),
});

function copy<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) freeze(member);
  return value;
}
