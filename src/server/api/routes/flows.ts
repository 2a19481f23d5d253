import { Type } from 'typebox';
import { ID_PATTERN } from '../../../flow/flow-schema.ts';
import type { FlowCounts } from '../../../control/flow-counts.ts';
import { changeLabels } from '../../../control/flow-labels.ts';
import { known } from '../../../control/flows.ts';
import { as, form, Json, oneOf, pageOf, paging, Time } from '../forms.ts';
import { revisionOf } from '../revision.ts';
import { route } from '../route.ts';
import { Draft, File, flowParams, Labels, Listed, RunForm, STATES } from './flow-forms.ts';

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const Id = Type.String({ pattern: ID_PATTERN });
const Folder = Type.String({ maxLength: 200, pattern: '^([^/\\s][^/]*(/[^/\\s][^/]*)*)?$' });

const tz = Type.Optional(
  Type.String({ maxLength: 64, description: 'IANA time zone by whose clock days are counted; UTC unless told.' }),
);

const Page = Type.Intersect([
  pageOf(Listed),
  Type.Object({ folders: Type.Array(Type.String()), tags: Type.Array(Type.String()), total: Type.Integer() }),
]);

const Counts = as<FlowCounts>(
  Type.Object({
    version: Type.Integer(),
    runs: Type.Integer({ description: 'Runs begun in the time, of any version.' }),
    counted: Type.Integer({ description: 'Runs that were looked at: the newest, a bounded number.' }),
    steps: Type.Record(
      Type.String(),
      Type.Object({
        entered: Type.Integer(),
        exits: Type.Record(Type.String(), Type.Integer()),
        here: Type.Integer(),
        failed: Type.Integer(),
      }),
    ),
  }),
);

/** Flows as wholes: the list, new ones, where they lie, how they do. */
export const flowRoutes = {
  'GET /flows': route({
    summary: 'Lists flows by name, with how they do: state, runs per day, the last run.',
    query: form({
      ...paging,
      search: Type.Optional(Type.String({ maxLength: 200 })),
      folder: Type.Optional(Type.String({ maxLength: 200 })),
      tag: Type.Optional(Type.String({ maxLength: 100 })),
      state: Type.Optional(oneOf(...STATES)),
      archived: Type.Optional(Type.Boolean({ description: 'Those that were put away, in place of the others.' })),
      tz,
    }),
    reply: Page,
    handle: ({ query }, { control }) => control['flows.find'](query),
  }),

  'GET /flows/:flow': route({
    summary: 'Shows one flow as the list does.',
    params: flowParams,
    query: form({ tz }),
    reply: Listed,
    handle: ({ params, query }, { control }) => control['flows.show']({ ...params, ...query }),
  }),

  'POST /flows': route({
    summary: 'Makes a flow: an empty one, or a copy of a flow file.',
    body: form({
      name: text(200),
      id: Type.Optional(Id),
      language: Type.Optional(Type.String({ minLength: 2, maxLength: 35 })),
      file: Type.Optional(File),
    }),
    reply: Draft,
    status: 201,
    bodyLimit: 4 * 1024 * 1024,
    etag: ({ revision }) => String(revision),
    handle: ({ body, caller }, { control }) => control['flows.create']({ ...body, by: caller.name }),
  }),

  'DELETE /flows/:flow': route({
    summary: 'Deletes a flow that was never published; unpublishes and puts away any other.',
    about: 'Both can be taken back; a deleted flow for 30 days. Runs under way go on.',
    params: flowParams,
    ifMatch: true,
    reply: Type.Object({
      flow: as(Type.String()),
      what: oneOf('deleted', 'archived'),
      version: Type.Optional(Type.Integer({ description: 'What was published.' })),
    }),
    handle: (call, { control }) =>
      control['flows.remove']({ ...call.params, revision: revisionOf(call), by: call.caller.name }),
  }),

  'POST /flows/:flow/bring-back': route({
    summary: 'Takes a removal back.',
    params: flowParams,
    body: form({ publish: Type.Optional(Type.Boolean({ description: 'Publish again what was published.' })) }),
    reply: Type.Object({ version: Type.Optional(Type.Integer()) }),
    handle: ({ params, body, caller }, { control }) =>
      control['flows.bringBack']({ ...params, ...body, by: caller.name }),
  }),

  'PUT /flows/:flow/labels': route({
    summary: 'Says in which folder a flow lies, and its tags. No part of what it means.',
    params: flowParams,
    ifMatch: true,
    body: form({ folder: Folder, tags: Type.Array(text(50), { maxItems: 20, uniqueItems: true }) }),
    reply: Labels,
    etag: ({ revision }) => String(revision),
    handle: (call, { parts }) =>
      changeLabels(parts.store, known(parts, call.params.flow), { ...call.body, revision: revisionOf(call) }),
  }),

  'POST /flows/:flow/duplicate': route({
    summary: 'Makes a draft of its own out of a flow.',
    params: flowParams,
    body: form({ id: Type.Optional(Id), name: text(200) }),
    reply: Draft,
    status: 201,
    etag: ({ revision }) => String(revision),
    handle: async ({ params, body, caller }, { control }) => {
      const { id, name } = body;
      const copy = { of: params.flow, name, by: caller.name, ...(id === undefined ? {} : { as: id }) };
      const made = await control['flows.duplicate'](copy);
      return control['flows.draft'](made);
    },
  }),

  'GET /flows/:flow/counts': route({
    summary: 'Counts what runs did: how often steps were entered and by which exits they were left.',
    about: 'Of the newest runs begun in the time, the last seven days unless told; the journal of each is read once.',
    params: flowParams,
    query: form({
      version: Type.Optional(Type.Integer({ minimum: 1, description: 'The current one unless told.' })),
      from: Type.Optional(Time),
      until: Type.Optional(Time),
    }),
    reply: Counts,
    handle: ({ params, query }, { control }) => control['flows.counts']({ ...params, ...query }),
  }),

  'POST /flows/:flow/start': route({
    summary: 'Starts a run by hand, where the flow has such a trigger.',
    params: flowParams,
    body: form({
      input: Type.Optional(Json),
      to: Type.Optional(Type.String({ description: 'Whom it talks to: <connection>:<address>.', maxLength: 300 })),
    }),
    reply: RunForm,
    status: 201,
    handle: ({ params, body }, { control }) => control['flows.start']({ ...params, ...body }),
  }),
};
