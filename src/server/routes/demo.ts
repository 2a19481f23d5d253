import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { Type, type Static } from 'typebox';
import type { JsonObject } from '../../base/json.ts';
import type { Types } from '../../flow/step-type.ts';
import type { Store } from '../../store/store.ts';
import type { DemoCustomer } from './demo/demo-state.ts';
import { createLive } from './demo/live.ts';
import { openPeople, type People } from './demo/people.ts';
import type { DemoPhone } from './demo/phones.ts';
import { Problem } from '../problem.ts';
import { createReadState } from './demo/read-state.ts';
import { createSimulators, type Simulators } from './demo/simulators.ts';

/** What the demo page's routes stand on. */
export type DemoOptions = {
  /** The phones, of which the first is meant where none is named, and the base URL of the org, where there is one. */
  simulators: { phones: readonly DemoPhone[]; org?: string };
  store: Store;
  /** Step types and channels: the path of a run is worked out with them. */
  types: Types;
  /** Gives a conversation back from people to its flow. */
  release(conversation: string): Promise<void>;
};

const Id = Type.String({ minLength: 1, maxLength: 200 });
/** Without a customer the first one is meant. */
const StateQuery = Type.Object({ customer: Type.Optional(Id) });
const Choice = Type.Object({
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
const CustomerBody = Type.Object({
  kind: Type.Union([Type.Literal('number'), Type.Literal('hidden')]),
  /** On which phone; the first one unless named. */
  connection: Type.Optional(Id),
  /** Somebody of this demo on another phone: the same person, with the same number where both show it. */
  like: Type.Optional(Id),
});
const ReleaseBody = Type.Object({ conversation: Id });

/**
 * Routes of the demo page: what it shows (`GET /state`, `GET /events`), what one can do on the phone
 * (`POST /messages`, `/customers`) and giving a conversation back (`POST /release`). Register it under `/api/demo`.
 * Errors are thrown as `Problem`s.
 */
export const demoRoutes: FastifyPluginAsync<DemoOptions> = async (app, options) => {
  const simulators = createSimulators(options.simulators);
  const people = openPeople({ store: options.store, phones: options.simulators.phones });
  addViews(app, { ...options, control: simulators, people });
  addActions(app, { ...options, control: simulators, people });
};

const eventsOf = (simulator: string): string => `${simulator}/_control/events`;

type Parts = DemoOptions & { control: Simulators; people: People };

function addViews(app: FastifyInstance, { simulators, store, types, control, people }: Parts): void {
  const { phones, org } = simulators;
  const read = createReadState({ store, simulators: control, people, types, phones });
  const live = createLive({
    read,
    eventUrls: [...phones.map(({ url }) => url), ...(org === undefined ? [] : [org])].map(eventsOf),
    failed: (error) => app.log.error(error, 'The demo page could not be brought up to date.'),
  });
  app.addHook('preClose', async () => live.close());
  const schema = { querystring: StateQuery };
  type Route = { Querystring: Static<typeof StateQuery> };

  app.get<Route>('/state', { schema }, async (request) => read(await need(people, request.query.customer)));

  app.get<Route>('/events', { schema }, async (request, reply) => {
    const customer = await need(people, request.query.customer);
    if (!live.attach(reply.raw, customer))
      throw new Problem('too-many-listeners', 'Close some of the tabs that show this page, then reload it.');
    reply.hijack();
  });
}

function addActions(app: FastifyInstance, { simulators, store, release, control, people }: Parts): void {
  app.post<{ Body: Static<typeof MessageBody> }>(
    '/messages',
    { schema: { body: MessageBody } },
    async (request, reply) => {
      const customer = await need(people, request.body.customer);
      const id = await act(control, customer, request.body);
      return reply.code(201).send({ id });
    },
  );

  app.post<{ Body: Static<typeof CustomerBody> }>(
    '/customers',
    { schema: { body: CustomerBody } },
    async (request, reply) => {
      const { kind, connection, like } = request.body;
      const phone = needPhone(simulators.phones, connection);
      const other = like === undefined ? undefined : await need(people, like);
      return reply.code(201).send(await people.add(phone, { kind, ...(other && { like: other }) }));
    },
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

function needPhone(phones: readonly DemoPhone[], connection: string | undefined): DemoPhone {
  const found = connection === undefined ? phones[0] : phones.find((phone) => phone.connection === connection);
  if (found) return found;
  const known = phones.map((phone) => phone.connection).join(', ');
  throw new Problem('invalid-request', `No simulated phone stands behind "${connection ?? ''}"; there is ${known}.`);
}

/** Lets a customer say one thing: words, or something to tap on a message. */
async function act(control: Simulators, customer: DemoCustomer, body: Static<typeof MessageBody>): Promise<string> {
  const { text, choice } = body;
  const who = identityOf(customer);
  if (text !== undefined && choice === undefined) return control.write(customer, { ...who, text });
  if (choice === undefined || text !== undefined)
    throw new Problem('invalid-request', 'A message holds either "text" or "choice"; send exactly one of them.');
  const { title, message } = choice;
  return control.tap(customer, { ...who, title, ...(message === undefined ? {} : { message }) });
}

function identityOf({ name, username }: DemoCustomer): JsonObject {
  return { name, ...(username ? { username } : {}) };
}
