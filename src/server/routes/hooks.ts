import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Channel, HookRequest, Received } from '../../channels/channel.ts';
import { Failure } from '../../base/failure.ts';
import { id } from '../../base/ids.ts';
import { accountOf } from '../../base/schema.ts';
import type { ConnectionBook, OpenConnection } from '../../engine/connection-book.ts';
import type { Host } from '../../engine/host.ts';
import { acceptEvents } from '../../inbox/accept.ts';
import type { Store } from '../../store/store.ts';
import { Problem } from '../problem.ts';

/** Largest webhook body; WhatsApp sends up to 3 MB. */
export const HOOK_BODY_LIMIT = 4 * 1024 * 1024;

export type HooksOptions = {
  host: Pick<Host, 'accept'>;
  store: Pick<Store, 'get' | 'list'>;
  connections: Pick<ConnectionBook, 'get'>;
  channels: Readonly<Record<string, Channel>>;
  /** The address that providers know us by, without a slash at the end; taken from the request when unset. */
  publicUrl: string | undefined;
};

/**
 * `/hooks/:connection`: webhooks of channels. 200 only after every event of the request is on disk;
 * a request that is refused leaves nothing behind.
 */
export async function hookRoutes(app: FastifyInstance, options: HooksOptions): Promise<void> {
  app.removeAllContentTypeParsers();
  // Signatures are over the raw bytes, whatever the content type says.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.route<{ Params: { connection: string } }>({
    method: ['GET', 'POST'],
    url: '/hooks/:connection',
    bodyLimit: HOOK_BODY_LIMIT,
    async handler(request, reply) {
      const connection = options.connections.get(id.connection(request.params.connection));
      const channel = connection?.record.kind === 'channel' ? options.channels[connection.record.type] : undefined;
      if (!connection || !channel) {
        throw new Problem(
          'unknown-connection',
          `There is no channel connection "${request.params.connection}". Copy the webhook address from the connection's set-up.`,
        );
      }
      const hook = hookRequest(request, options.publicUrl);
      const { events, response } = await readHook(channel, hook, connection);
      try {
        const account = accountOf(channel.config, connection.config);
        await acceptEvents(events, { ...connection.record, account }, options);
      } catch (error) {
        request.log.error(error, 'a webhook could not be stored');
        throw new Problem('not-stored', 'Nothing is lost if you send it again later.', { cause: error });
      }
      return reply
        .code(response?.status ?? 200)
        .type(response?.contentType ?? 'text/plain')
        .send(response?.body ?? '');
    },
  });
}

async function readHook(channel: Channel, hook: HookRequest, { config }: OpenConnection): Promise<Received> {
  if (!(await channel.verify(hook, config))) {
    throw hook.method === 'GET'
      ? new Problem(
          'wrong-token',
          'The verify token is not this connection’s. Compare it with the provider’s set-up page.',
        )
      : new Problem(
          'unsigned',
          'The signature is not of this body. Compare the app secret with the provider’s set-up page.',
        );
  }
  try {
    return channel.receive(hook, config);
  } catch (error) {
    if (error instanceof Failure && error.code === 'invalid') throw new Problem('invalid-request', error.message);
    throw error;
  }
}

const NO_BODY = new Uint8Array();

function hookRequest(request: FastifyRequest, publicUrl: string | undefined): HookRequest {
  const { method, url, headers, query, body } = request;
  return {
    method,
    url: `${publicUrl ?? `${request.protocol}://${request.host}`}${url}`,
    query: onceOnly(query as Record<string, string | string[]>),
    headers: headers as Record<string, string>,
    body: body instanceof Uint8Array ? body : NO_BODY,
  };
}

/** A parameter given twice says two things, so it says nothing. */
function onceOnly(query: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
