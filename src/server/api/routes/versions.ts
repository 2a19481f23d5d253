import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import type { CatalogView } from '../../../control/catalog-view.ts';
import { importFile, OWN_FORMAT } from '../../../imports/import-file.ts';
import type { ImportNeed, ImportReport } from '../../../imports/report.ts';
import { ControlError } from '../../../control/control.ts';
import { id } from '../../../base/ids.ts';
import { ID_PATTERN } from '../../../flow/flow-schema.ts';
import { as, Finding, form, Json, Language, list, pageBy, pageOf, paging, record } from '../forms.ts';
import { revisionOf } from '../revision.ts';
import { route } from '../route.ts';
import {
  anyVersionParams,
  Content,
  File,
  flowParams,
  Layout,
  Version,
  versionParams,
  VersionWord,
} from './flow-forms.ts';

const Report = as<ImportReport>(
  Type.Object({
    source: Type.String(),
    counts: Type.Object({ exact: Type.Integer(), approximated: Type.Integer(), lost: Type.Integer() }),
    steps: Type.Array(Type.Object({ kind: Type.String(), grade: Type.String() })),
    leftOut: Type.Array(Type.Unknown()),
    remarks: Type.Array(Type.String()),
  }),
);

const Need = as<ImportNeed>(Type.Object({ kind: Type.String(), name: Type.String(), why: Type.String() }));

const CatalogForm = as<CatalogView>(
  Type.Object({
    channels: record(Json),
    channelTitles: record(Type.String()),
    connections: record(Json),
    connectionList: Type.Array(
      Type.Object({ name: Type.String(), kind: Type.String(), type: Type.String(), title: Type.String() }),
    ),
    operations: record(record(Json)),
    titles: record(Json),
  }),
);

/** What was published, flow files, and what flows are made with. */
export const versionRoutes = {
  'GET /flows/:flow/versions': route({
    summary: 'Lists what was published of a flow, the newest first.',
    params: flowParams,
    query: form(paging),
    reply: pageOf(Version),
    handle: async ({ params, query }, { control }) =>
      pageBy(await control['flows.history'](params), query, ({ version }) => String(version)),
  }),

  'GET /flows/:flow/versions/:version': route({
    summary: 'Gives one version whole.',
    about: 'A version below zero is a draft as a test user was given it.',
    params: anyVersionParams,
    reply: Type.Object({ about: Version, flow: Content, layout: Type.Optional(Layout) }),
    etag: ({ about }) => about.key,
    async handle({ params }, { control }) {
      const { flow, layout } = await control['flows.get'](params);
      const about = await control['flows.version'](params);
      return { about, flow, ...(layout ? { layout } : {}) };
    },
  }),

  'POST /flows/:flow/versions/:version/restore': route({
    summary: 'Makes an older version the draft; with `publish` the current version too.',
    about: 'If-Match is the revision of the draft that it takes the place of.',
    params: versionParams,
    ifMatch: true,
    body: form({ publish: Type.Optional(Type.Boolean()) }),
    reply: Type.Object({
      revision: Type.Integer(),
      published: Type.Optional(Type.Object({ version: Type.Integer(), changed: Type.Boolean() })),
    }),
    etag: ({ revision }) => String(revision),
    handle: (call, { control }) =>
      control['flows.restore']({
        ...call.params,
        ...call.body,
        revision: revisionOf(call),
        by: call.caller.name,
      }),
  }),

  'POST /flows/:flow/versions/:version/publish': route({
    summary: 'Publishes an older version again, as a new one. The draft stays as it is.',
    params: versionParams,
    reply: Type.Object({ version: Type.Integer(), changed: Type.Boolean() }),
    handle: ({ params, caller }, { control }) => control['flows.republish']({ ...params, by: caller.name }),
  }),

  'GET /flows/:flow/file': route({
    summary: 'Gives a flow as a file: the draft, a version, or the current version.',
    params: flowParams,
    query: form({ version: Type.Optional(VersionWord) }),
    reply: File,
    async handle({ params, query }, { control }) {
      const { rondine, flow, layout } = await control['flows.get']({ ...params, ...query });
      return { rondine, flow, ...(layout ? { layout } : {}) };
    },
  }),

  'POST /flows/import': route({
    summary: 'Makes a flow out of a file of ours or of another product; a report says what became of each step.',
    about:
      'A new flow; with `into` the draft of one that is there, based on the revision that is given (0: it has no draft). `dryRun` keeps nothing.',
    bodyLimit: 4 * 1024 * 1024,
    body: form({
      text: Type.String({ description: 'The file as it is.', maxLength: 3_000_000 }),
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      id: Type.Optional(Type.String({ pattern: ID_PATTERN })),
      into: Type.Optional(form({ flow: Type.String({ maxLength: 64 }), revision: Type.Integer({ minimum: 0 }) })),
      dryRun: Type.Optional(Type.Boolean()),
    }),
    reply: Type.Object({
      flow: Type.Optional(Type.String({ description: 'The flow that holds it now.' })),
      revision: Type.Optional(Type.Integer()),
      isForeign: Type.Boolean(),
      file: File,
      report: Report,
      needs: list(Need),
      findings: list(Finding),
    }),
    async handle({ body, caller }, { control }) {
      const imported = importFile(body.text);
      if ('diagnostics' in imported)
        throw new ControlError('invalid', 'This is no file that a flow can be made of.', imported.diagnostics);
      const { file, report, needs } = imported;
      const findings = await control['flows.check']({ flow: file.flow });
      const facts = { isForeign: report.source !== OWN_FORMAT, file, report, needs, findings };
      if (body.dryRun) return facts;
      const by = caller.name;
      if (body.into) {
        const { flow, revision } = body.into;
        const content = { ...file.flow, id: id.flow(flow) };
        const change = { flow, content, revision, by, ...(file.layout ? { layout: file.layout } : {}) };
        const kept = await control['flows.save'](change);
        return { ...facts, flow, revision: kept.revision };
      }
      const { name = file.flow.name, id: wanted } = body;
      const made = await control['flows.create']({ name, file, by, ...(wanted === undefined ? {} : { id: wanted }) });
      return { ...facts, flow: made.flow.id, revision: made.revision };
    },
  }),

  'GET /catalog': route({
    summary: 'Gives all that flows are checked against and may name: connections, operations, calendars, templates.',
    reply: CatalogForm,
    etag: (catalog) => createHash('sha256').update(JSON.stringify(catalog)).digest('base64url').slice(0, 22),
    query: form({ language: Language }),
    handle: ({ query }, { control }) => control.catalog(query),
  }),
};
