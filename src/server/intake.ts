import type { Channel, HookRequest, Received } from '../channels/channel.ts';
import { Failure, toFailureData } from '../base/failure.ts';
import type { ConnectionId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { accountOf } from '../base/schema.ts';
import type { Acknowledger } from '../engine/acknowledge.ts';
import type { ActivityBook } from '../engine/activity.ts';
import type { ConnectionBook, OpenConnection } from '../engine/connection-book.ts';
import type { Host } from '../engine/host.ts';
import { acceptEvents } from '../inbox/accept.ts';
import type { Store } from '../store/store.ts';
import { Problem } from './problem.ts';

/** What taking in what channels bring needs. */
export type IntakeOptions = {
  host: Pick<Host, 'accept'>;
  store: Pick<Store, 'get' | 'list'>;
  connections: Pick<ConnectionBook, 'get' | 'all'>;
  channels: Readonly<Record<string, Channel>>;
  /** Told of messages that are on disk. */
  acknowledge?: Pick<Acknowledger, 'take'>;
  activity?: Pick<ActivityBook, 'note'>;
  /** Told of connections whose account has changed. */
  changed?(connection: ConnectionId): void;
  now(): number;
  log(message: string, facts: JsonObject): void;
};

/**
 * Takes in what a verified request brings to a connection, and to the other connections of the accounts that it has news
 * of. Resolves when all of it is on disk, to what the provider wants to hear. Throws a `Problem`.
 */
export type Intake = (
  request: HookRequest,
  connection: OpenConnection,
  channel: Channel,
) => Promise<Received['response']>;

/** Creates the intake of a server. */
export function createIntake(options: IntakeOptions): Intake {
  const strangers = new Set<string>();
  return async (request, connection, channel) => {
    const { events, response } = read(channel, request, connection);
    const others = await otherAccounts({ request, connection, channel }, options, strangers);
    await keep(events, { connection, channel }, options);
    for (const other of others)
      await keep(read(channel, request, other).events, { connection: other, channel }, options);
    // A call without news: the provider looks whether the address is ours.
    const what = events.length === 0 && request.method === 'GET' ? 'verifiedAt' : 'calledAt';
    options.activity?.note(connection.record.key, what, options.now());
    return response;
  };
}

function read(channel: Channel, request: HookRequest, { config }: OpenConnection): Received {
  try {
    return channel.receive(request, config);
  } catch (error) {
    if (error instanceof Failure && error.code === 'invalid') throw new Problem('invalid-request', error.message);
    throw error;
  }
}

type Place = { connection: OpenConnection; channel: Channel };

async function keep(events: Received['events'], place: Place, options: IntakeOptions): Promise<void> {
  const { connection, channel } = place;
  const { key } = connection.record;
  let accepted: Awaited<ReturnType<typeof acceptEvents>>;
  try {
    const account = accountOf(channel.config, connection.config);
    accepted = await acceptEvents(events, { ...connection.record, account }, options);
  } catch (error) {
    options.log('what came in could not be stored', { connection: key, message: toFailureData(error).message });
    throw new Problem('not-stored', 'Nothing is lost if you send it again later.', { cause: error });
  }
  if (events.some(({ type }) => type === 'account')) options.changed?.(key);
  for (const event of accepted) {
    if (event.type !== 'message' || event.echo || event.standby) continue;
    options.activity?.note(key, 'inboundAt', options.now());
    options.acknowledge?.take(key, event);
  }
}

/**
 * The other connections that a request has news for: of the same channel, by their own account, each having verified the
 * request by its own secrets. Accounts without a connection are told of once.
 */
async function otherAccounts(
  { request, connection, channel }: Place & { request: HookRequest },
  { connections, log }: IntakeOptions,
  strangers: Set<string>,
): Promise<OpenConnection[]> {
  const { accounts } = channel;
  if (!accounts) return [];
  const named = new Set(accounts.in(request));
  const own = accounts.own(connection.config);
  named.delete(own);
  const found: OpenConnection[] = [];
  const taken = new Set<string>();
  for (const other of named.size === 0 ? [] : connections.all()) {
    const { key, kind, type } = other.record;
    if (kind !== 'channel' || type !== connection.record.type || key === connection.record.key) continue;
    const account = accounts.own(other.config);
    if (!named.has(account) || taken.has(account)) continue;
    taken.add(account);
    if (await channel.verify(request, other.config)) found.push(other);
    else log('a webhook names an account whose connection does not know its signature', { connection: key });
  }
  for (const account of named) {
    const name = `${connection.record.type} ${account}`;
    if (taken.has(account) || strangers.has(name)) continue;
    if (strangers.size < MOST_STRANGERS) strangers.add(name);
    log('a webhook names an account that no connection is for', { connection: connection.record.key, account });
  }
  return found;
}

/** Accounts remembered as unknown; beyond that they are told of each time. */
const MOST_STRANGERS = 1000;

/** A connection that a request named, with its channel; a `Problem` where there is none. */
export function channelConnection(
  name: ConnectionId,
  { connections, channels }: Pick<IntakeOptions, 'connections' | 'channels'>,
): Place {
  const connection = connections.get(name);
  const channel = connection?.record.kind === 'channel' ? channels[connection.record.type] : undefined;
  if (connection && channel) return { connection, channel };
  throw new Problem(
    'unknown-connection',
    `There is no channel connection "${name}". Copy the webhook address from the connection's set-up.`,
  );
}
