import { Type } from 'typebox';
import type { Schema } from '../../../base/schema.ts';
import { as, Finding, form, Json, list, Name, oneOf, record, Time } from '../forms.ts';
import { route } from '../route.ts';
import { connectionParams, Probe, Proposed, Step, Suggested, Tried } from './connection-forms.ts';

const asked = { operation: Type.String({ minLength: 1, maxLength: 100 }) };
const byId = Type.Object({ connection: Name, id: Name });

const Way = Type.Object({
  connection: Name,
  url: Type.String({ description: 'The address that the provider calls.' }),
  warnings: list(Type.String(), { description: 'What stands in the way, the gravest first.' }),
  message: Type.Optional(Type.String({ description: 'What was done at the provider.' })),
  steps: list(Step),
});

/** Letting connections in, looking whether they work, and asking the systems behind them. */
export const connectingRoutes = {
  'GET /connections/:connection/webhook': route({
    summary: 'Says what a person has to do at the provider so that it calls us; does nothing there.',
    params: connectionParams,
    reply: Way,
    handle: ({ params }, { control }) => control['connections.way'](params),
  }),

  'POST /connections/:connection/webhook': route({
    summary: 'Registers the webhook where the provider lets us, and says what is left to do by hand.',
    params: connectionParams,
    reply: Way,
    handle: ({ params }, { control }) => control['connections.attach'](params),
  }),

  'POST /connections/:connection/disconnect': route({
    summary: 'Gives back what the other side gave, or takes the webhook away; what flows do over it waits.',
    params: connectionParams,
    reply: Type.Object({ connection: Name, kind: oneOf('channel', 'connector') }),
    handle: ({ params, caller }, { control }) => control['connections.disconnect']({ ...params, by: caller.name }),
  }),

  'POST /connections/:connection/sign-in': route({
    summary: 'Begins a sign-in: gives the address to open in a browser.',
    about: 'With `pasted` the browser ends elsewhere, and the address from there is sent to `…/sign-in/finish`.',
    params: connectionParams,
    reply: Type.Object({ id: Type.String(), url: Type.String(), pasted: Type.Boolean(), until: Time }),
    status: 201,
    shownOnce: true,
    handle: ({ params }, { control }) => control['connections.connect'](params),
  }),

  'GET /connections/:connection/sign-in/:id': route({
    summary: 'Says how a sign-in stands; waits for its end, two seconds at most.',
    params: byId,
    reply: Type.Object({
      state: oneOf('waiting', 'connected', 'refused', 'stale'),
      message: Type.Optional(Type.String()),
    }),
    handle: ({ params }, { control }) => control['connections.awaitConnect'](params),
  }),

  'POST /connections/:connection/sign-in/finish': route({
    summary: 'Ends a sign-in with the address, or the code, that a person pasted.',
    params: connectionParams,
    body: form({ returned: Type.String({ minLength: 1, maxLength: 8000 }) }),
    reply: Type.Object({ message: Type.String() }),
    shownOnce: true,
    handle: ({ params, body }, { control }) => control['connections.connected']({ ...params, ...body }),
  }),

  'POST /connections/:connection/certificate': route({
    summary: 'Gives the certificate by which the other side knows a connection; makes one where there is none.',
    params: connectionParams,
    body: form({ renew: Type.Optional(Type.Boolean()) }),
    reply: Type.Object({ pem: Type.String(), until: Time, made: Type.Boolean(), message: Type.String() }),
    handle: ({ params, body }, { control }) => control['connections.certificate']({ ...params, ...body }),
  }),

  'GET /connections/:connection/metadata': route({
    summary: 'Gives the files with which an administrator prepares the other side, by path.',
    params: connectionParams,
    reply: Type.Object({ files: record(Type.String()) }),
    handle: async ({ params }, { control }) => ({ files: await control['connections.metadata'](params) }),
  }),

  'POST /connections/:connection/doctor': route({
    summary: 'Begins a look at a connection from outside.',
    params: connectionParams,
    reply: Type.Object({ id: Type.String() }),
    status: 202,
    handle: ({ params }, { control }) => control['doctor.begin'](params),
  }),

  'GET /connections/:connection/doctor/:id': route({
    summary: 'Gives what a look has found after the first `after` findings; waits a moment where that is nothing yet.',
    params: byId,
    query: form({ after: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })) }),
    reply: Type.Object({
      id: Type.String(),
      probes: list(Probe),
      count: Type.Integer(),
      done: Type.Boolean(),
      problem: Type.Optional(Type.String({ description: 'Why it could not be ended.' })),
    }),
    handle: ({ params, query }, { control }) => control['doctor.look']({ ...params, ...query }),
  }),

  'POST /connections/:connection/describe': route({
    summary: 'Gives the form of an operation’s input for this very system, with what is filled in already.',
    params: connectionParams,
    body: form({ ...asked, input: Type.Optional(Json) }),
    reply: Type.Object({ schema: as<Schema>(Json) }),
    handle: async ({ params, body }, { control }) => ({
      schema: await control['connections.describe']({ ...params, ...body }),
    }),
  }),

  'POST /connections/:connection/suggest': route({
    summary: 'Gives values for one member of an operation’s input: objects, fields, owners, picklists.',
    params: connectionParams,
    body: form({
      ...asked,
      input: Type.Optional(Json),
      path: list(Type.Union([Type.String(), Type.Integer()]), { maxItems: 20 }),
      text: Type.Optional(Type.String({ maxLength: 200 })),
    }),
    reply: Type.Object({ items: list(Suggested) }),
    handle: async ({ params, body }, { control }) => ({
      items: await control['connections.suggest']({ ...params, ...body }),
    }),
  }),

  'POST /connections/:connection/propose': route({
    summary: 'Goes on from what is filled in with what flows know of a person, and says why.',
    params: connectionParams,
    body: form({ ...asked, input: Json }),
    reply: Proposed,
    handle: ({ params, body }, { control }) => control['connections.propose']({ ...params, ...body }),
  }),

  'POST /connections/:connection/dry-run': route({
    summary: 'Tries an operation without leaving anything behind.',
    params: connectionParams,
    body: form({ ...asked, input: Json }),
    reply: Tried,
    handle: ({ params, body }, { control }) => control['connections.dryRun']({ ...params, ...body }),
  }),

  'POST /flows/inspect': route({
    summary: 'Says what the systems behind a flow’s connections would refuse of it.',
    about: '`over` says which connection stands for a name in the flow; with it only those names are looked at.',
    bodyLimit: 4 * 1024 * 1024,
    body: form({ flow: Json, over: Type.Optional(record(Type.String())) }),
    reply: Type.Object({ findings: list(Finding) }),
    handle: async ({ body }, { control }) => ({ findings: await control['flows.inspect'](body) }),
  }),
};
