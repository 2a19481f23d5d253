import { Type } from 'typebox';
import type { JsonObject } from '../../../base/json.ts';
import type { DraftView, PublishPreview } from '../../../control/flow-editing.ts';
import type { FlowLabels } from '../../../control/flow-labels.ts';
import type { ListedFlow } from '../../../control/flow-list.ts';
import type { VersionSummary } from '../../../control/flows.ts';
import type { Diagnostic } from '../../../base/diagnostic.ts';
import type { FlowDiff } from '../../../flow/diff/diff.ts';
import type { FlowFile } from '../../../flow/flow.ts';
import type { Run } from '../../../flow/run.ts';
import { as, Finding, list, Name, Time } from '../forms.ts';

/** Which flow. */
export const flowParams = Type.Object({ flow: Name });

/** Which version of which flow. */
export const versionParams = Type.Object({ flow: Name, version: Type.Integer({ minimum: 1 }) });

/** The same, where a draft that a test user was given will do too: it has a number below zero. */
export const anyVersionParams = Type.Object({ flow: Name, version: Type.Integer() });

/** A version, or the draft. */
export const VersionWord = as<number | 'draft'>(
  Type.Union([Type.Integer({ minimum: 1 }), Type.String({ enum: ['draft'] })]),
);

/** A flow without a version, as files hold it. What it must be like is in the schema of flow files. */
export const Content = as<FlowFile['flow']>(
  Type.Object({ id: Type.String(), name: Type.String(), steps: Type.Object({}) }, { description: 'A flow.' }),
);

/** Where steps are drawn. */
export const Layout = as<JsonObject>(Type.Object({}, { description: 'Where steps are drawn; it changes no meaning.' }));

/** A flow file. */
export const File = as<FlowFile>(
  Type.Object({ rondine: Type.Integer(), flow: Content, layout: Type.Optional(Layout) }),
);

export const Labels = as<FlowLabels>(
  Type.Object({
    folder: Type.String(),
    tags: Type.Array(Type.String()),
    archived: Type.Optional(Type.Object({ at: Time, by: Type.String(), version: Type.Optional(Type.Integer()) })),
    revision: Type.Integer(),
  }),
);

export const STATES = ['draft', 'published', 'changes', 'failing', 'unpublished'] as const;

export const Listed = as<ListedFlow>(
  Type.Object({
    flow: Type.String(),
    name: Type.String(),
    current: Type.Optional(Type.Integer()),
    versions: Type.Integer(),
    draft: Type.Optional(
      Type.Object({ revision: Type.Integer(), changedAt: Time, by: Type.String(), hasChanges: Type.Boolean() }),
    ),
    managedBy: Type.Optional(Type.String()),
    triggers: Type.Array(Type.String()),
    steps: Type.Integer(),
    labels: Labels,
    state: Type.String({ enum: [...STATES] }),
    changedAt: Time,
    changedBy: Type.Optional(Type.String()),
    activeRuns: Type.Integer(),
    runsPerDay: Type.Array(Type.Integer(), {
      description: 'The last seven days of the time zone asked for, today last.',
    }),
    failed: Type.Integer(),
    lastRun: Type.Optional(Type.Object({ run: Type.String(), status: Type.String(), at: Time })),
  }),
);

export const Draft = as<DraftView>(
  Type.Object({
    flow: Content,
    layout: Type.Optional(Layout),
    revision: Type.Integer(),
    changedAt: Type.Optional(Time),
    by: Type.Optional(Type.String()),
    current: Type.Optional(Type.Integer()),
    hasChanges: Type.Boolean(),
    managedBy: Type.Optional(Type.String()),
  }),
);

export const Diff = as<FlowDiff>(
  Type.Object({
    facts: Type.Array(Type.Unknown()),
    triggers: Type.Array(Type.Unknown()),
    handlers: Type.Array(Type.Unknown()),
    steps: Type.Array(Type.Unknown()),
  }),
);

export const Drain = Type.Object({
  version: Type.Integer(),
  current: Type.Boolean(),
  activeRuns: Type.Integer(),
  oldest: Type.Optional(Type.String({ description: 'The oldest run under way.' })),
  since: Type.Optional(Type.Integer({ description: 'When that began.' })),
});

const Warning = as<Diagnostic & { key: string }>(Type.Object({ code: Type.String(), key: Type.String() }));

export const Preview = as<PublishPreview>(
  Type.Object({
    version: Type.Integer(),
    changed: Type.Boolean(),
    errors: list(Finding),
    warnings: list(Warning),
    changes: Diff,
    drain: list(Drain),
  }),
);

export const Version = as<VersionSummary>(
  Type.Object({
    key: Type.String(),
    flow: Type.String(),
    version: Type.Integer(),
    current: Type.Boolean(),
    publishedAt: Time,
    retiredAt: Type.Optional(Time),
    name: Type.Optional(Type.String()),
    note: Type.Optional(Type.String()),
    by: Type.Optional(Type.String()),
  }),
);

export const RunForm = as<Run>(
  Type.Object({
    id: Type.String(),
    flow: Type.Object({ id: Type.String(), version: Type.Integer() }),
    status: Type.String({ enum: ['active', 'completed', 'failed', 'canceled'] }),
    at: Type.Union([Type.String(), Type.Null()]),
    wait: Type.Object({ id: Type.Integer(), for: Type.String(), until: Type.Optional(Time) }),
    vars: Type.Object({}),
    revision: Type.Integer(),
    changedAt: Time,
  }),
);
