import { randomUUID } from 'node:crypto';
import type { Channel, ChannelIo, SetupStep } from '../channels/channel.ts';
import { createChannelIo } from '../engine/channel-io.ts';
import type { OpenConnection } from '../engine/connection-book.ts';
import { own } from '../flow/flow.ts';
import { createHttp } from '../net/pool.ts';
import { channelsById } from './catalog.ts';
import { theConnection } from './connections.ts';
import { ControlError, type ControlParts } from './control.ts';
import { webhookUrl } from './webhook-url.ts';

/** How a provider comes to call a channel connection. */
export type Attached = {
  connection: string;
  /** The address that the provider has to call. */
  url: string;
  /** What stands in the way of being called, the gravest first. */
  warnings: string[];
  /** What was done at the provider; absent where nothing could be. */
  message?: string;
  /** What a person has to do there. */
  steps: readonly SetupStep[];
};

/** Longest wait for one answer: a person waits for it. */
const TIMEOUT_MS = 15_000;

/** Connects channel connections with their providers. */
export function webhookFunctions(parts: ControlParts) {
  return {
    /** What a person has to do at the provider, and what stands in the way; nothing is done there. */
    'connections.way': async ({ connection: name }: { connection: string }): Promise<Attached> => {
      const connection = theConnection(parts, name);
      const { record, config } = connection;
      const channel = channelOf(connection);
      const url = webhookUrl(parts, connection);
      const fetches = channel.listens?.(config) === true;
      const warnings = [...(fetches ? [] : await obstacles(parts, connection, channel)), ...ofShadow(connection)];
      return { connection: record.key, url, warnings, steps: channel.setup?.({ url }, config) ?? [] };
    },

    /** Registers the webhook where the provider lets us, and says what is left to do by hand. */
    'connections.attach': async ({ connection: name }: { connection: string }): Promise<Attached> => {
      const connection = theConnection(parts, name);
      const channel = channelOf(connection);
      if (parts.url === undefined)
        throw new ControlError(
          'refused',
          'No server runs, so nobody would answer the provider. Start it first: npm start',
        );
      const { record } = connection;
      const url = webhookUrl(parts, connection);
      const fetches = channel.listens?.(connection.config) === true;
      const warnings = [...(fetches ? [] : await obstacles(parts, connection, channel)), ...ofShadow(connection)];
      const isReachable = parts.publicUrl !== undefined || record.simulator === true;
      const done =
        channel.connect && (isReachable || fetches)
          ? await using(parts, connection, (io) => channel.connect?.({ url }, io))
          : undefined;
      // Connecting may have made a secret that is to be pasted.
      const { config } = theConnection(parts, name);
      return {
        connection: record.key,
        url,
        warnings,
        ...(done ? { message: done.message } : {}),
        steps: channel.setup?.({ url }, config) ?? [],
      };
    },
  };
}

/** Ends at the provider what connecting began. False for a channel that has nothing to end. */
export async function detach(parts: ControlParts, connection: OpenConnection): Promise<boolean> {
  const channel = channelOf(connection);
  if (!channel.disconnect) return false;
  await using(parts, connection, (io) => channel.disconnect?.(io));
  return true;
}

function channelOf({ record }: OpenConnection): Channel {
  const channel = record.kind === 'channel' ? own(channelsById, record.type) : undefined;
  if (channel) return channel;
  throw new ControlError('refused', `Connection "${record.key}" (${record.type}) is no channel: nobody calls it.`);
}

async function using<T>(
  parts: ControlParts,
  connection: OpenConnection,
  work: (io: ChannelIo) => Promise<T> | undefined,
): Promise<T | undefined> {
  const client = createHttp();
  const http: ChannelIo['http'] = (request) => client.http({ timeoutMs: TIMEOUT_MS, ...request });
  try {
    return await work(createChannelIo(parts, { connection, http, log: () => undefined }));
  } finally {
    await client.close();
  }
}

async function obstacles({ publicUrl }: ControlParts, { record }: OpenConnection, channel: Channel): Promise<string[]> {
  if (record.simulator) return [];
  const otherwise = channel.listen
    ? ` Or let the connection fetch its messages: see the guide of ${channel.title}.`
    : '';
  if (publicUrl === undefined) {
    return [
      `Nobody outside can reach this server, as far as it knows: put it behind a public https address and start it with RONDINE_PUBLIC_URL=https://….${otherwise}`,
    ];
  }
  if (!publicUrl.startsWith('https://'))
    return [`Providers call https addresses only, and RONDINE_PUBLIC_URL is ${publicUrl}.${otherwise}`];
  const answers = await isAnswering(publicUrl);
  return answers
    ? []
    : [
        `This server does not find itself at ${publicUrl}: look at the name, the certificate and the proxy before you go on.`,
      ];
}

async function isAnswering(publicUrl: string): Promise<boolean> {
  const client = createHttp();
  try {
    const url = `${publicUrl.replace(/\/+$/, '')}/healthz?${randomUUID()}`;
    const { status } = await client.http({ method: 'GET', url, timeoutMs: TIMEOUT_MS / 3 });
    return status === 200;
  } catch {
    return false;
  } finally {
    await client.close();
  }
}

function ofShadow({ record }: OpenConnection): string[] {
  if (!record.shadow) return [];
  return [
    'The connection is in shadow mode: where the provider calls one address only, it calls your present tool no more from now on.',
  ];
}
