import { Type, type TProperties } from 'typebox';
import type { ParkedEffect } from '../../../control/parked.ts';
import type { RunConversation } from '../../../control/run-conversation.ts';
import type { RunSummary } from '../../../control/run-search.ts';
import type { RunDetails } from '../../../control/runs.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { RepairPreview, BulkAction } from '../../../engine/bulk.ts';
import type { RunFilter } from '../../../engine/search.ts';
import type { AlertRecord, StuckRecord } from '../../../store/records.ts';
import { as, form, Json, list, Name, oneOf, Time } from '../forms.ts';
import { RunForm } from './flow-forms.ts';

/** Which run. */
export const runParams = Type.Object({ run: Name });

const text = (description: string) => Type.Optional(Type.String({ description, maxLength: 200 }));

/** Which runs are looked for: all that is given must hold. */
export const filterMembers = {
  text: text('Stands in what the run knows, or was said.'),
  phone: text('A phone number of the contact.'),
  record: text('Id of a record of an outside system that it made, found or names.'),
  contact: text('Id of the contact.'),
  flow: text('Id of the flow.'),
  version: Type.Optional(Type.Integer({ minimum: 0 })),
  status: Type.Optional(oneOf('active', 'completed', 'failed', 'canceled')),
  failure: text('Code of the last failure, ours or the provider’s, or a part of its message.'),
  step: text('The step that it stands on or ended at.'),
  connection: text('It talks on this connection, or asks something of it.'),
  waiting: Type.Optional(oneOf('start', 'effects', 'reply', 'time', 'agent', 'turn', 'webhook')),
  tests: Type.Optional(oneOf('only', 'none')),
  from: Type.Optional(Time),
  until: Type.Optional(Time),
} satisfies TProperties;

export const Filter = as<RunFilter>(
  form({
    ...filterMembers,
    runs: Type.Optional(list(Name, { maxItems: 500, description: 'These runs, and no others.' })),
  }),
);

export const Summary = as<RunSummary>(
  Type.Object({
    run: Type.String(),
    flow: Type.String(),
    flowName: Type.String(),
    version: Type.Integer(),
    status: Type.String(),
    step: Type.Union([Type.String(), Type.Null()]),
    stepTitle: Type.Optional(Type.String()),
    wait: Type.Object({ for: Type.String(), until: Type.Optional(Time) }),
    failure: Type.Optional(Type.Object({ code: Type.String(), message: Type.String() })),
    startedAt: Time,
    changedAt: Time,
    test: Type.Optional(Type.Boolean({ description: 'True for a run of a test user.' })),
    links: Type.Array(Type.Object({ connection: Type.String(), object: Type.String(), record: Type.String() })),
    contact: Type.Optional(Type.Object({ key: Type.String(), name: Type.Optional(Type.String()) })),
  }),
);

export const Details = as<RunDetails>(
  Type.Object({
    run: RunForm,
    flowName: Type.String(),
    startedAt: Time,
    links: Type.Array(Type.Object({ record: Type.String() })),
    visits: Type.Array(
      Type.Object({
        step: Type.String(),
        type: Type.String(),
        title: Type.String(),
        version: Type.Integer(),
        entered: Type.Integer(),
        enteredAt: Time,
        leftAt: Type.Optional(Time),
        waits: Type.Array(Type.Object({ for: Type.String(), from: Time, until: Type.Optional(Time) })),
        effects: Type.Array(Type.Object({ key: Type.String(), state: Type.String(), attempts: Type.Integer() })),
        changed: Type.Object({}),
      }),
    ),
    events: Type.Array(Type.Object({ number: Type.Integer(), at: Time, type: Type.String() })),
  }),
);

export const Moment = Type.Object({ number: Type.Integer(), at: Time, event: Json, after: RunForm });

export const Conversation = as<RunConversation>(
  Type.Object({
    conversation: Type.Optional(
      Type.Object({ key: Type.String(), connection: Type.String(), channel: Type.String(), state: Type.String() }),
    ),
    messages: Type.Array(
      Type.Object({
        key: Type.String(),
        direction: Type.String({ enum: ['in', 'out'] }),
        content: Type.Object({ kind: Type.String() }),
        at: Time,
        status: Type.String(),
      }),
    ),
    notes: Type.Array(Type.Object({ text: Type.String(), by: Type.String(), at: Time })),
    cut: Type.Boolean(),
  }),
);

/** What is done to one run. */
export const Repair = as<
  | { type: 'cancel'; reason: string }
  | { type: 'replay'; version?: number | 'current' }
  | { type: 'skip'; outcome?: string; output?: JsonObject }
  | { type: 'edit'; vars: JsonObject }
>(
  Type.Union([
    form({ type: Type.Literal('cancel'), reason: Type.String({ minLength: 1, maxLength: 1000 }) }),
    form({
      type: Type.Literal('replay'),
      version: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.Literal('current')])),
    }),
    form({
      type: Type.Literal('skip'),
      outcome: Type.Optional(Type.String({ maxLength: 200 })),
      output: Type.Optional(Json),
    }),
    form({ type: Type.Literal('edit'), vars: Json }),
  ]),
);

/** What is done to many runs. */
export const Action = as<BulkAction>(
  Type.Union([
    form({ type: Type.Literal('canceled'), reason: Type.String({ minLength: 1, maxLength: 1000 }) }),
    form({ type: Type.Literal('retried') }),
    form({ type: Type.Literal('replayed'), version: Type.Optional(Type.Integer({ minimum: 1 })) }),
    form({
      type: Type.Literal('skipped'),
      outcome: Type.Optional(Type.String({ maxLength: 200 })),
      output: Type.Optional(Json),
    }),
    form({ type: Type.Literal('edited'), vars: Json }),
  ]),
);

export const BulkPreview = as<RepairPreview>(
  Type.Object({
    runs: Type.Array(
      Type.Object({
        run: Type.String(),
        flow: Type.String(),
        version: Type.Integer(),
        to: Type.Integer(),
        problem: Type.Optional(Type.String()),
        effects: Type.Array(Type.Object({ effect: Type.String(), what: Type.String(), fate: Type.String() })),
        messages: Type.Integer(),
      }),
    ),
    fitting: Type.Integer(),
    messages: Type.Integer(),
    byFailure: Type.Record(Type.String(), Type.Integer()),
    byStep: Type.Record(Type.String(), Type.Integer()),
    byVersion: Type.Record(Type.String(), Type.Integer()),
    next: Type.Optional(Type.String()),
    searched: Type.Integer(),
  }),
);

export const Parked = as<ParkedEffect>(
  Type.Object({
    effect: Type.String(),
    run: Type.String(),
    flow: Type.Optional(Type.String()),
    connection: Type.Union([Type.String(), Type.Null()]),
    what: Type.String(),
    request: Type.Object({ kind: Type.String() }),
    attempts: Type.Integer(),
    issuedAt: Time,
    unknownSince: Type.Optional(Time),
  }),
);

export const Alert = as<AlertRecord>(
  Type.Object({
    key: Type.String(),
    what: Type.String(),
    about: Type.String(),
    message: Type.String(),
    count: Type.Integer(),
    openedAt: Time,
    resolvedAt: Type.Optional(Time),
  }),
);

export const Stuck = as<Pick<StuckRecord, 'key' | 'lane' | 'message' | 'at'>>(
  Type.Object({ key: Type.String(), lane: Type.String(), message: Type.String(), at: Time }),
);

export const Settlement = as<
  { as: 'happened'; output?: JsonObject } | { as: 'failed'; reason?: string } | { as: 'again' }
>(
  Type.Union([
    form({ as: Type.Literal('happened'), output: Type.Optional(Json) }),
    form({ as: Type.Literal('failed'), reason: Type.Optional(Type.String({ maxLength: 1000 })) }),
    form({ as: Type.Literal('again') }),
  ]),
);

/** A list of what does not fit. */
export const Unfit = list(Type.Object({ run: Type.String(), problem: Type.String() }));
