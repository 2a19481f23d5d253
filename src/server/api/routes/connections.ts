import { Type } from 'typebox';
import { form, Json, Language, list, Name, oneOf } from '../forms.ts';
import { route } from '../route.ts';
import {
  Connection,
  ConnectionName,
  connectionParams,
  Effect,
  Kind,
  KindDetails,
  Settings,
  Shadowed,
  Template,
} from './connection-forms.ts';

const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 500 }));

/** Connections as wholes: what there is, what can be made, what goes over them. */
export const connectionRoutes = {
  'GET /connection-kinds': route({
    summary: 'Lists the channels and systems that connections can be made to; what has ended comes last.',
    query: form({ language: Language }),
    reply: Type.Object({ items: list(Kind) }),
    handle: async ({ query }, { control }) => ({ items: await control['connections.kinds'](query) }),
  }),

  'GET /connection-kinds/:kind': route({
    summary: 'Gives all that a guided set-up needs of one kind: the form, the page about it, the guide.',
    about: '`name` is the name that the connection will have: addresses in the guide have it in them.',
    params: Type.Object({ kind: Name }),
    query: form({ name: Type.Optional(ConnectionName), language: Language }),
    reply: KindDetails,
    handle: ({ params, query }, { control }) => control['connections.kind']({ ...params, ...query }),
  }),

  'GET /connections': route({
    summary: 'Lists the connections by name: how they stand, and what waits for them. Secrets are masked.',
    reply: Type.Object({ items: list(Connection) }),
    handle: async (_call, { control }) => ({ items: await control['connections.overview']() }),
  }),

  'POST /connections': route({
    summary: 'Makes a connection, which works from this moment on.',
    about:
      'With `pretend` a simulator stands behind it: an org or a phone with credentials of its own. Its name is never changed: flows and addresses have it in them.',
    body: form({
      name: ConnectionName,
      type: Name,
      config: Type.Optional(Json),
      pretend: Type.Optional(Type.Boolean()),
      shadow: Type.Optional(Type.Boolean({ description: 'Nothing goes out of what begins on it.' })),
    }),
    reply: Connection,
    status: 201,
    etag: ({ revision }) => revision,
    handle: ({ body }, { control }) => control['connections.create'](body),
  }),

  'GET /connections/:connection': route({
    summary: 'Shows one connection. Secrets are masked.',
    params: connectionParams,
    reply: Connection,
    handle: ({ params }, { control }) => control['connections.details'](params),
  }),

  'PATCH /connections/:connection': route({
    summary: 'Changes fields (null takes one away) and settings. A secret that is not sent stays.',
    about:
      'If-Match is the `revision` that was seen. Changed fields put a broken connection right, and what waits goes on. The name is not changed: make another connection.',
    params: connectionParams,
    ifMatch: true,
    body: form({ fields: Type.Optional(Json), settings: Type.Optional(Settings) }),
    reply: Connection,
    etag: ({ revision }) => revision,
    handle: ({ params, body, ifMatch }, { control }) =>
      control['connections.change']({ ...params, ...body, revision: ifMatch }),
  }),

  'DELETE /connections/:connection': route({
    summary: 'Takes a connection away. Refused while published flows name it, unless `force` is set.',
    about: 'It can be taken back for 30 days. Nothing is told to the provider: end that first with `disconnect`.',
    params: connectionParams,
    query: form({ force: Type.Optional(Type.Boolean()) }),
    reply: Type.Object({ connection: Name, waiting: Type.Integer({ description: 'Effects that wait for it.' }) }),
    handle: ({ params, query, caller }, { control }) =>
      control['connections.remove']({ ...params, ...query, by: caller.name }),
  }),

  'POST /connections/:connection/bring-back': route({
    summary: 'Takes a removal back.',
    params: connectionParams,
    reply: Connection,
    handle: ({ params }, { control }) => control['connections.bringBack'](params),
  }),

  'POST /connections/:connection/resume': route({
    summary: 'Takes a broken connection for working again; what waited for it goes on.',
    params: connectionParams,
    reply: Connection,
    handle: async ({ params }, { control }) => {
      await control['connections.repair'](params);
      return control['connections.details'](params);
    },
  }),

  'GET /connections/:connection/effects': route({
    summary: 'Lists what goes out over a connection or waits for it, the latest first, with the last exchanges.',
    params: connectionParams,
    query: form({ state: Type.Optional(oneOf('pending', 'done', 'failed', 'parked', 'inside')), limit: Limit }),
    reply: Type.Object({ items: list(Effect) }),
    handle: async ({ params, query }, { control }) => ({
      items: await control['connections.effects']({ ...params, ...query }),
    }),
  }),

  'PUT /connections/:connection/shadow': route({
    summary: 'Puts a connection into shadow mode, where nothing goes out, or takes it out.',
    params: connectionParams,
    body: form({ on: Type.Boolean() }),
    reply: Type.Object({ connection: Name, before: Type.Boolean(), on: Type.Boolean() }),
    handle: ({ params, body }, { control }) => control['connections.shadow']({ ...params, ...body }),
  }),

  'GET /connections/:connection/shadow': route({
    summary: 'Lists what would have gone out.',
    params: connectionParams,
    query: form({ limit: Limit }),
    reply: Type.Object({ items: list(Shadowed) }),
    handle: async ({ params, query }, { control }) => ({
      items: await control['shadow.list']({ ...params, ...query }),
    }),
  }),

  'GET /connections/:connection/templates': route({
    summary: 'Lists the approved messages as the provider last told them.',
    params: connectionParams,
    reply: Type.Object({ items: list(Template) }),
    handle: async ({ params }, { control }) => ({ items: await control['connections.templates'](params) }),
  }),

  'POST /connections/:connection/templates': route({
    summary: 'Asks the provider for its approved messages anew.',
    params: connectionParams,
    reply: Type.Object({ items: list(Template) }),
    handle: async ({ params }, { control }) => ({ items: await control['connections.readTemplates'](params) }),
  }),

  'POST /connections/:connection/pretend-message': route({
    summary: 'Has the pretend customer behind a connection write to it, as a person would.',
    params: connectionParams,
    body: form({ text: Type.String({ minLength: 1, maxLength: 1000 }) }),
    handle: ({ params, body }, { control }) => control['connections.pretendMessage']({ ...params, ...body }),
  }),

  'POST /connections/:connection/test-message': route({
    summary: 'Sends one text beside all flows: to an address, or to whoever wrote last.',
    params: connectionParams,
    body: form({
      to: Type.Optional(Type.String({ maxLength: 200 })),
      text: Type.String({ minLength: 1, maxLength: 1000 }),
    }),
    reply: Type.Object({ to: Type.String(), id: Type.String({ description: 'The provider’s id of the message.' }) }),
    handle: ({ params, body }, { control }) => control['connections.sendTest']({ ...params, ...body }),
  }),
};
