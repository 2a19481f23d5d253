import { Type } from 'typebox';
import type { ProbeResult } from '../../../base/probe.ts';
import type { Schema } from '../../../base/schema.ts';
import type { SetupStep, TemplateFacts } from '../../../channels/channel.ts';
import type { DryRun, Proposal, Suggestion } from '../../../connectors/connector.ts';
import type { ConnectionDetails } from '../../../control/connection-changes.ts';
import type { Abilities, ConnectionKind, ConnectionKindDetails } from '../../../control/connection-kinds.ts';
import type { ConnectionEffect } from '../../../control/connection-traffic.ts';
import type { ShadowedEffect } from '../../../control/shadow.ts';
import { as, form, Json, list, Name, oneOf, record, Time } from '../forms.ts';

/** Which connection. */
export const connectionParams = Type.Object({ connection: Name });

/** The name that a connection is given; it stands in addresses, and is never changed. */
export const ConnectionName = Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' });

const Failed = Type.Object({ code: Type.String(), message: Type.String() });
const able: Record<keyof Abilities, ReturnType<typeof Type.Boolean>> = {
  attaches: Type.Boolean({ description: 'The webhook can be registered from here.' }),
  authorizes: Type.Boolean({ description: 'A browser lets us in.' }),
  certificate: Type.Boolean(),
  metadata: Type.Boolean({ description: 'Files prepare the other side.' }),
  templates: Type.Boolean(),
  sends: Type.Boolean(),
  listens: Type.Boolean({ description: 'It can fetch its news where nobody can call us.' }),
  disconnects: Type.Boolean(),
};

const kind = {
  id: Type.String(),
  kind: oneOf('channel', 'connector'),
  title: Type.String(),
  family: Type.String(),
  retired: Type.Optional(Type.String({ description: 'The day on which the provider ended it.' })),
  pretend: Type.Boolean({ description: 'A pretend one can be tried.' }),
  guided: Type.Boolean({ description: 'A guide leads through the other side’s own pages.' }),
  can: Type.Object(able),
};

/** What connections can be made to. */
export const Kind = as<ConnectionKind>(Type.Object(kind));

/** All that a guided set-up needs. */
export const KindDetails = as<ConnectionKindDetails>(
  Type.Object({
    ...kind,
    config: as<Schema>(Type.Object({}, { description: 'The form of its configuration, as JSON Schema.' })),
    secrets: list(Type.String()),
    texts: record(Type.String()),
    readme: list(Type.Object({ title: Type.String(), blocks: list(Type.Object({ kind: Type.String() })) })),
    capabilities: Type.Optional(Json),
    ownCapabilities: Type.Optional(Json),
    pretendConfig: Type.Optional(Json),
    guide: Type.Optional(list(Type.Object({ id: Type.String() }))),
    trial: Type.Optional(Type.Object({ operation: Type.String(), input: Json })),
  }),
);

/** A connection, secrets masked. */
export const Connection = as<ConnectionDetails>(
  Type.Object({
    key: Type.String(),
    kind: oneOf('channel', 'connector'),
    type: Type.String(),
    title: Type.String(),
    config: Json,
    state: oneOf('working', 'broken'),
    problem: Type.Optional(Failed),
    simulator: Type.Optional(Type.Boolean()),
    shadow: Type.Optional(Type.Boolean()),
    limits: Type.Optional(Json),
    acknowledge: Type.Optional(Type.Boolean()),
    capabilities: Type.Optional(Json),
    account: Type.Optional(Type.String()),
    revision: Type.String(),
    seeded: Type.Boolean({ description: 'A project’s file names it: it comes back with the next start.' }),
    flows: list(Type.Object({ flow: Type.String(), name: Type.String() })),
    waiting: Type.Optional(Type.Object({ count: Type.Integer(), since: Type.Optional(Time), parked: Type.Integer() })),
    usage: Type.Optional(Json),
    looks: Type.Optional(list(Json)),
    webhook: Type.Optional(Type.String()),
    activity: Type.Optional(Json),
    simulatorUrl: Type.Optional(Type.String()),
  }),
);

/** What a probe found. */
export const Probe = as<ProbeResult>(
  Type.Object({ name: Type.String(), ok: Type.Boolean(), message: Type.String(), fix: Type.Optional(Type.String()) }),
);

/** What a person does at a provider. */
export const Step = as<SetupStep>(
  Type.Object({ title: Type.String(), place: Type.String(), values: Type.Optional(record(Type.String())) }),
);

/** An approved message. */
export const Template = as<TemplateFacts>(
  Type.Object({ name: Type.String(), language: Type.String(), status: Type.String(), parameters: Type.Integer() }),
);

/** Something that goes out or waits. */
export const Effect = as<ConnectionEffect>(
  Type.Object({
    effect: Type.String(),
    run: Type.String(),
    flow: Type.Optional(Type.String()),
    what: Type.String(),
    state: oneOf('pending', 'done', 'failed', 'parked', 'inside'),
    at: Time,
    endedAt: Type.Optional(Time),
    attempts: Type.Integer(),
    failure: Type.Optional(Failed),
    exchanges: Type.Optional(list(Json)),
  }),
);

/** Something that would have gone out. */
export const Shadowed = as<ShadowedEffect>(
  Type.Object({ effect: Type.String(), at: Time, what: Type.String(), request: Json, run: Type.String() }),
);

/** A value that can be chosen. */
export const Suggested = as<Suggestion>(Type.Object({ value: Type.Unknown(), label: Type.String() }));

/** A likely input. */
export const Proposed = as<Proposal>(
  Type.Object({ input: Json, why: list(Type.Object({})), open: list(Type.Object({})) }),
);

/** What performing would do. */
export const Tried = as<DryRun>(Type.Object({ request: Json, result: Type.Object({}), blind: list(Type.String()) }));

const count = (minimum: number) => Type.Integer({ minimum, maximum: 10_000 });

/** Settings that a person changes; null takes one away. */
export const Settings = form({
  limits: Type.Optional(
    Type.Union([
      Type.Null(),
      form({
        concurrency: Type.Optional(count(1)),
        perSecond: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 10_000 })),
      }),
    ]),
  ),
  acknowledge: Type.Optional(Type.Union([Type.Null(), Type.Boolean()])),
  capabilities: Type.Optional(Type.Union([Type.Null(), Json])),
});
