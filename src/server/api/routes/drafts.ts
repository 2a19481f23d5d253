import { Type } from 'typebox';
import { Finding, form, Json, list } from '../forms.ts';
import { revisionOf } from '../revision.ts';
import { route } from '../route.ts';
import { Content, Diff, Draft, flowParams, Layout, Preview, VersionWord } from './flow-forms.ts';

const LARGEST_FLOW = 4 * 1024 * 1024;

/** What authors work on: drafts, what is wrong with them, and publishing. */
export const draftRoutes = {
  'GET /flows/:flow/draft': route({
    summary: 'Gives the draft of a flow; its ETag is what the next change is based on.',
    about: 'Of a flow without a draft its newest version, at revision 0.',
    params: flowParams,
    reply: Draft,
    etag: ({ revision }) => String(revision),
    handle: ({ params }, { control }) => control['flows.draft'](params),
  }),

  'PUT /flows/:flow/draft': route({
    summary: 'Keeps a draft. Where somebody else changed it meanwhile: 412, and `newer` has theirs.',
    about: 'What a run would stumble over is kept all the same; what has not the form of a flow is refused.',
    params: flowParams,
    ifMatch: true,
    bodyLimit: LARGEST_FLOW,
    body: form({ flow: Content, layout: Type.Optional(Layout) }),
    reply: Type.Object({
      revision: Type.Integer(),
      changedAt: Type.Optional(Type.Integer()),
      hasChanges: Type.Boolean(),
    }),
    etag: ({ revision }) => String(revision),
    handle: async (call, { control }) => {
      const { flow: content, layout } = call.body;
      const change = { content, revision: revisionOf(call), by: call.caller.name, ...(layout ? { layout } : {}) };
      const { revision, changedAt, hasChanges } = await control['flows.save']({ ...call.params, ...change });
      return { revision, hasChanges, ...(changedAt === undefined ? {} : { changedAt }) };
    },
  }),

  'POST /flows/check': route({
    summary: 'Says what is wrong with a flow here, and keeps nothing.',
    bodyLimit: LARGEST_FLOW,
    body: form({ flow: Json }),
    reply: Type.Object({ findings: list(Finding) }),
    handle: async ({ body }, { control }) => ({ findings: await control['flows.check'](body) }),
  }),

  'GET /flows/:flow/publish': route({
    summary: 'Says what publishing the draft would do: errors, warnings, changes, runs under way.',
    params: flowParams,
    reply: Preview,
    handle: ({ params }, { control }) => control['flows.previewPublish'](params),
  }),

  'POST /flows/:flow/publish': route({
    summary: 'Makes the draft the version that new runs start with. Runs under way stay on theirs.',
    about:
      'If-Match is the revision of the draft that was looked at. With `accepted` any warning that is not in it is refused; `force` publishes what a connected system would refuse.',
    params: flowParams,
    ifMatch: true,
    body: form({
      name: Type.Optional(Type.String({ maxLength: 200 })),
      note: Type.Optional(Type.String({ maxLength: 5000 })),
      force: Type.Optional(Type.Boolean()),
      accepted: Type.Optional(list(Type.String(), { maxItems: 1000, description: 'Keys of warnings.' })),
    }),
    reply: Type.Object({
      version: Type.Integer(),
      changed: Type.Boolean(),
      warnings: Type.Optional(list(Finding)),
    }),
    handle: (call, { control }) =>
      control['flows.publish']({
        ...call.params,
        ...call.body,
        revision: revisionOf(call),
        by: call.caller.name,
      }),
  }),

  'POST /flows/:flow/unpublish': route({
    summary: 'Ends the current version: nothing starts with the flow. Runs under way go on.',
    params: flowParams,
    reply: Type.Object({ version: Type.Optional(Type.Integer({ description: 'The one that ended.' })) }),
    handle: ({ params }, { control }) => control['flows.unpublish'](params),
  }),

  'GET /flows/:flow/diff': route({
    summary: 'Compares two states of a flow by what they mean.',
    params: flowParams,
    query: form({ from: VersionWord, to: VersionWord }),
    reply: Type.Object({ changes: Diff, words: Type.Array(Type.String()) }),
    handle: ({ params, query }, { control }) => control['flows.diff']({ ...params, ...query }),
  }),
};
