import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { Type, type Static } from 'typebox';
import type { JsonObject } from '../../base/json.ts';
import type { Lane } from '../../base/ids.ts';
import type { Types } from '../../flow/step-type.ts';
import type { Store } from '../../store/store.ts';
import type { DemoCustomer } from './demo/demo-state.ts';
import { createLive } from './demo/live.ts';
import { openPeople, type People } from './demo/people.ts';
import { Problem } from '../problem.ts';
import { createReadState } from './demo/read-state.ts';
import { createSimulators, type Simulators } from './demo/simulators.ts';

/** What the demo page's routes stand on. */
export type DemoOptions = {
  /** Base URLs of the two simulator processes, without a slash at the end. */
  simulators: { phone: string; org: string };
  store: Store;
  /** Step types and channels: the path of a run is worked out with them. */
  types: Types;
  /** The lane of a customer of the simulated phone. */
  laneOf(customer: string): Lane;
  /** Gives a conversation back from people to its flow. */
  release(conversation: string): Promise<void>;
};

const Id = Type.String({ minLength: 1, maxLength: 200 });
/** Without a customer the first one is meant. */
const StateQuery = Type.Object({ customer: Type.Optional(Id) });
const Choice = Type.Object({
  via: Type.Union([Type.Literal('button'), Type.Literal('list'), Type.Literal('template')]),
  id: Type.String({ minLength: 1, maxLength: 256 }),
  title: Type.String({ minLength: 1, maxLength: 100 }),
  description: Type.Optional(Type.String({ maxLength: 100 })),
  /** The message that was tapped. */
  message: Type.Optional(Id),
});
const MessageBody = Type.Object({
  customer: Id,
  text: Type.Optional(Type.String({ minLength: 1, maxLength: 4096, pattern: '\\S' })),
  choice: Type.Optional(Choice),
});
const CustomerBody = Type.Object({ kind: Type.Union([Type.Literal('number'), Type.Literal('hidden')]) });
const ReleaseBody = Type.Object({ conversation: Id });

/**
 * Routes of the demo page: what it shows (`GET /state`, `GET /events`), what one can do on the phone
 * (`POST /messages`, `/customers`) and giving a conversation back (`POST /release`). Register it under `/api/demo`.
 * Errors are thrown as `Problem`s.
 */
export const demoRoutes: FastifyPluginAsync<DemoOptions> = async (app, options) => {
  const simulators = createSimulators(options.simulators);
  const people = openPeople(options.store);
  addViews(app, { ...options, control: simulators, people });
  addActions(app, { ...options, control: simulators, people });
};

type Parts = DemoOptions & { control: Simulators; people: People };

function addViews(app: FastifyInstance, { simulators, store, types, laneOf, control, people }: Parts): void {
  const read = createReadState({ store, simulators: control, people, types, laneOf });
  const live = createLive({
    read,
    eventUrls: [`${simulators.phone}/_control/events`, `${simulators.org}/_control/events`],
    failed: (error) => app.log.error(error, 'The demo page could not be brought up to date.'),
  });
  app.addHook('preClose', async () => live.close());
  const schema = { querystring: StateQuery };
  type Route = { Querystring: Static<typeof StateQuery> };

  app.get<Route>('/state', { schema }, async (request) => read((await need(people, request.query.customer)).id));

  app.get<Route>('/events', { schema }, async (request, reply) => {
    const { id } = await need(people, request.query.customer);
    if (!live.attach(reply.raw, id))
      throw new Problem('too-many-listeners', 'Close some of the tabs that show this page, then reload it.');
    reply.hijack();
  });
}

function addActions(app: FastifyInstance, { store, release, control, people }: Parts): void {
  app.post<{ Body: Static<typeof MessageBody> }>(
    '/messages',
    { schema: { body: MessageBody } },
    async (request, reply) => {
      const customer = await need(people, request.body.customer);
      const id = await control.write(customer.id, { ...identityOf(customer), ...contentOf(request.body) });
      return reply.code(201).send({ id });
    },
  );

  app.post<{ Body: Static<typeof CustomerBody> }>(
    '/customers',
    { schema: { body: CustomerBody } },
    async (request, reply) => reply.code(201).send(await people.add(request.body.kind)),
  );

  app.post<{ Body: Static<typeof ReleaseBody> }>(
    '/release',
    { schema: { body: ReleaseBody } },
    async (request, reply) => {
      const { conversation } = request.body;
      const found = await store.get('conversation', conversation);
      if (!found)
        throw new Problem('unknown-conversation', `Conversation "${conversation}" does not exist; reload the page.`);
      if (found.state !== 'people')
        throw new Problem('not-handed-off', `Conversation "${conversation}" is with its flow already.`);
      await release(conversation);
      return reply.code(204).send();
    },
  );
}

async function need(people: People, id: string | undefined): Promise<DemoCustomer> {
  const found = id === undefined ? (await people.all())[0] : await people.find(id);
  if (found) return found;
  throw new Problem('unknown-customer', `Nobody in this demo is known as "${id}"; reload the page to see who is.`);
}

function identityOf({ name, username }: DemoCustomer): JsonObject {
  return { name, ...(username ? { username } : {}) };
}

function contentOf({ text, choice }: Static<typeof MessageBody>): JsonObject {
  if (text !== undefined && choice === undefined) return { text };
  if (choice === undefined || text !== undefined)
    throw new Problem('invalid-request', 'A message holds either "text" or "choice"; send exactly one of them.');
  const { via, id, title, description, message } = choice;
  const quoted = message === undefined ? {} : { replyTo: message };
  if (via === 'template') return { templateButton: { payload: id, text: title }, ...quoted };
  return { [via]: { id, title, ...(description === undefined ? {} : { description }) }, ...quoted };
}
