import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Value } from 'typebox/value';
import { checkSchema } from '../base/schema.ts';
import { id } from '../base/ids.ts';
import type { FailureData } from '../base/failure.ts';
import type { JsonObject } from '../base/json.ts';
import { advance, type Advanced } from '../flow/advance.ts';
import type { Calendar } from '../flow/calendar/calendar.ts';
import type { Flow } from '../flow/flow.ts';
import type { ContactContext, EventContext, MessageContext } from '../flow/event-context.ts';
import { newRun, type Run, type RunEvent } from '../flow/run.ts';
import type { StepType, Types } from '../flow/step-type.ts';
import type { Capabilities } from '../message/capabilities.ts';
import type { DeliveryStatus } from '../message/channel-event.ts';
import type { InboundContent } from '../message/content.ts';

/** Sunday, 22 November 2026, 13:00 in Rome: when examples take place. */
export const EXAMPLE_AT = Date.UTC(2026, 10, 22, 12);

/** What happens to a step in an example, besides being entered. A text is a message that the customer wrote. */
export type Happening =
  | string
  | { content: InboundContent }
  /** A result; `of` picks which of the effects awaited it is for, 0 for the first. */
  | { done: JsonObject; of?: number }
  | { failed: string; of?: number }
  /** News of a message that was sent; `of` is the number of its effect, 0 unless told. */
  | { receipt: DeliveryStatus; of?: number; failure?: FailureData }
  | { resumed: JsonObject }
  /** The run, which was in the background, holds the conversation from now on. */
  | { turned: true }
  | { elapsed: number }
  | { released: string };

/** One way through a step. */
export type Example = {
  name: string;
  params: JsonObject;
  vars?: JsonObject;
  contact?: Partial<ContactContext>;
  language?: string;
  /** False for a run without a contact. */
  channel?: false;
  /** True while another run holds the conversation: until `turned` happens. */
  busy?: true;
  /** True where the author disabled the step. */
  disabled?: true;
  calendars?: Readonly<Record<string, Calendar>>;
  /** What the step kept when it was left before, and what others keep. */
  marks?: JsonObject;
  happens?: readonly Happening[];
  /** The exit it is left by, or how the run ends, or `waits`. */
  outcome: string;
  /** Variables afterwards. */
  writes?: JsonObject;
  /** Further statements about where it stands then. */
  check?: (result: Played) => void;
};

/** What an example led to. `effects` are all that were issued, in order. */
export type Played = { run: Run; effects: Advanced['effects'] };

/** A channel that carries text, three buttons, pictures and approved messages. */
export const EXAMPLE_CHANNEL: Capabilities = {
  source: 'made up for examples',
  asOf: '2026-11-22',
  text: { max: 100 },
  buttons: { max: 3, title: 20, body: 100 },
  media: { kinds: ['image', 'document'], caption: 100 },
  location: false,
  contacts: false,
  templates: true,
  reactions: false,
  statuses: ['sent', 'delivered', 'read', 'failed'],
  lifetime: { maxMs: 3_600_000 },
  sendKey: false,
  proof: false,
};

/** A channel of short texts that says nothing of them, behind the connection "texts". */
const OTHER_CHANNELS: Readonly<Record<string, Capabilities>> = {
  texts: {
    source: 'made up for examples',
    asOf: '2026-11-22',
    text: { max: 60 },
    location: false,
    contacts: false,
    templates: false,
    reactions: false,
    sendKey: false,
    proof: false,
  },
};

/** The suite that every step type passes. Between them the examples take every exit. */
export function testStep({ type, examples }: { type: StepType; examples: readonly Example[] }): void {
  test(`${type.type}: the schema describes every field and its own default fits it`, () => {
    assertDescribed(type.params, type.type);
    const initial = (type.params as { default?: JsonObject }).default ?? {};
    assert.deepEqual(checkSchema(type.params, initial), []);
    assert.deepEqual(type.validate?.(initial, []) ?? [], []);
    assert.ok(type.troubles.every((name) => ['failed', 'timeout', 'undelivered'].includes(name)));
    assert.ok(type.title.length > 0 && type.description.endsWith('.'));
  });

  for (const example of examples)
    test(`${type.type}: ${example.name}`, () => {
      assert.deepEqual(checkSchema(type.params, example.params), []);
      assert.deepEqual(type.validate?.(example.params, []) ?? [], []);
      const played = play(type, example);
      assert.equal(endOf(played.run), example.outcome, played.run.failure?.message ?? example.name);
      if (example.writes) assert.deepEqual(played.run.vars, { ...example.vars, ...example.writes });
      assertDeclared(type, example, played.run);
      example.check?.(played);
    });

  testDisabled({ type, examples });

  test(`${type.type}: the examples take every exit`, () => {
    const taken = new Set(examples.map(({ outcome }) => outcome));
    const exits = examples.flatMap(({ params }) => type.outcomes(params));
    assert.deepEqual(
      [...new Set(exits)].filter((exit) => !taken.has(exit)),
      [],
    );
  });
}

/** A step that is disabled does nothing and asks nothing: its main exit is taken, and without one the run ends. */
function testDisabled({ type, examples }: { type: StepType; examples: readonly Example[] }): void {
  test(`${type.type}: runs pass it over where it is disabled`, () => {
    for (const example of examples) {
      const { happens: _happens, ...entered } = example;
      const { run, effects } = play(type, { ...entered, busy: true, disabled: true });
      assert.equal(endOf(run), type.outcomes(example.params)[0] ?? 'completed', example.name);
      assert.deepEqual(effects, []);
      assert.deepEqual(run.vars, example.vars ?? {});
      assert.deepEqual(run.marks, example.marks);
    }
  });
}

/** Plays one example through `advance`; each decision of the step is made twice and compared. */
export function play(type: StepType, example: Example): Played {
  const flow = flowOf(type, example);
  const types: Types = {
    steps: { [type.type]: twice(type), exit: EXIT },
    channels: { example: EXAMPLE_CHANNEL, ...OTHER_CHANNELS },
  };
  const contact: ContactContext = { id: 'c1', addresses: [], ...example.contact };
  const { calendars, busy } = example;
  const channels = { example: 'example', texts: 'texts' };
  let context: EventContext = freeze({ contact, channels, ...(calendars ? { calendars } : {}), ...(busy ? BUSY : {}) });
  const effects: Advanced['effects'][number][] = [];
  let run: Run = freeze({
    ...newRun(RUN),
    ...(example.channel === false ? { channel: null } : {}),
    vars: example.vars ?? {},
    ...(example.marks ? { marks: example.marks } : {}),
  });
  let at = EXAMPLE_AT;
  const apply = (event: RunEvent) => {
    const advanced = advance(flow, run, event, types);
    assert.notEqual(advanced.run, run, `The step does not await ${event.type}.`);
    assert.deepEqual(JSON.parse(JSON.stringify(advanced.run)), advanced.run, 'the run is plain JSON');
    run = freeze(advanced.run);
    effects.push(...freeze(advanced.effects));
  };
  apply({ type: 'started', at, context, message: messageOf('Ciao', at) });
  for (const happening of example.happens ?? []) {
    at += typeof happening === 'object' && 'elapsed' in happening ? happening.elapsed : 1000;
    if (typeof happening === 'object' && 'turned' in happening)
      context = freeze({ ...context, conversation: undefined });
    apply({ ...eventOf(happening, run, at), at, context } as RunEvent);
  }
  return { run, effects };
}

const BUSY = {
  conversation: { id: 'conversation', channel: 'example', connection: 'example', busy: true },
} as const;

const RUN = {
  id: id.run('run'),
  flow: { id: id.flow('example'), version: 1 },
  lane: id.lane('lane'),
  connection: id.connection('example'),
  channel: 'example',
  conversation: id.conversation('conversation'),
};

/** Where every exit leads: it ends the run, and its name tells which exit was taken. */
const EXIT: StepType = {
  type: 'exit',
  title: 'Exit',
  description: 'Ends an example.',
  params: { type: 'object' },
  outcomes: () => [],
  troubles: [],
  pauses: false,
  enter: () => ({ then: 'finish', status: 'completed' }),
};

function flowOf(type: StepType, { params, disabled, language = 'it' }: Example): Flow {
  const outcomes = type.outcomes(params);
  const exits = outcomes.map((name) => [`exit:${name}`, { type: 'exit', params: {}, next: {} }] as const);
  const next = Object.fromEntries(outcomes.map((name) => [name, id.step(`exit:${name}`)]));
  return freeze({
    id: id.flow('example'),
    version: 1,
    name: 'Example',
    language,
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers: [],
    start: id.step('step'),
    steps: { step: { type: type.type, params, next, ...(disabled ? { disabled } : {}) }, ...Object.fromEntries(exits) },
  });
}

function endOf(run: Run): string {
  if (run.at?.startsWith('exit:')) return run.at.slice('exit:'.length);
  return run.status === 'active' ? 'waits' : run.status;
}

function eventOf(happening: Happening, { wait }: Run, at: number): JsonObject {
  const of = typeof happening === 'object' && 'of' in happening ? (happening.of ?? 0) : 0;
  const effect = wait.effects[of] ?? 'none';
  if (typeof happening === 'string') return { type: 'replied', wait: wait.id, message: messageOf(happening, at) };
  if ('content' in happening)
    return { type: 'replied', wait: wait.id, message: { ...messageOf('', at), content: happening.content } };
  if ('done' in happening) return { type: 'done', effect, output: happening.done };
  if ('failed' in happening) return { type: 'failed', effect, failure: { code: 'denied', message: happening.failed } };
  if ('receipt' in happening)
    return { type: 'receipt', effect: `run#${of}`, status: happening.receipt, failure: happening.failure };
  if ('resumed' in happening) return { type: 'resumed', wait: wait.id, data: happening.resumed };
  if ('turned' in happening) return { type: 'turned', wait: wait.id };
  if ('released' in happening) return { type: 'released', wait: wait.id, by: happening.released };
  return { type: 'elapsed', wait: wait.id };
}

function messageOf(text: string, at: number): MessageContext {
  return { id: `m${at}`, text, content: { kind: 'text', text }, at };
}

/** The same type, which decides everything twice and compares: a pure function cannot tell the difference. */
function twice(type: StepType): StepType {
  const same = <Result>(decide: () => Result): Result => {
    const first = decide();
    assert.deepEqual(decide(), first, 'the same input gives the same result');
    return freeze(first);
  };
  return {
    ...type,
    enter: (context) => same(() => type.enter(context)),
    ...(type.resume ? { resume: (context, event) => same(() => type.resume!(context, event)) } : {}),
  };
}

/** Every variable written is announced by `writes`, with a type that fits. */
function assertDeclared(type: StepType, { params, vars = {} }: Example, run: Run): void {
  const declared = type.writes?.(params) ?? {};
  for (const [name, value] of Object.entries(run.vars)) {
    if (name in vars) continue;
    const announced = declared[name];
    assert.ok(announced !== undefined, `writes() does not announce "${name}"`);
    if (announced !== 'any') assert.equal(Array.isArray(value) ? 'array' : typeof value, announced);
  }
}

type Described = {
  title?: string;
  description?: string;
  examples?: readonly unknown[];
  default?: unknown;
  properties?: Record<string, Described>;
  items?: Described;
};

/** Each field has a title, and each value that people write a description and a sample that fits. */
function assertDescribed(schema: Described, path: string): void {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const where = `${path}.${name}`;
    assert.ok(property.title && property.description, `${where} has a title and a description`);
    const samples = [...(property.examples ?? []), ...('default' in property ? [property.default] : [])];
    assert.ok(samples.length > 0 || property.properties, `${where} has examples`);
    for (const sample of samples)
      assert.ok(Value.Check(property as StepType['params'], sample), `${where}: a sample fits`);
    assertDescribed(property, where);
    if (property.items) assertDescribed(property.items, `${where}[]`);
  }
}

function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const member of Object.values(value)) freeze(member);
  return value;
}
