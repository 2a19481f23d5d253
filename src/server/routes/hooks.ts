import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HookRequest } from '../../channels/channel.ts';
import { id } from '../../base/ids.ts';
import { channelConnection, type Intake, type IntakeOptions } from '../intake.ts';
import { Problem } from '../problem.ts';

/** Largest webhook body; WhatsApp sends up to 3 MB. */
export const HOOK_BODY_LIMIT = 4 * 1024 * 1024;

export type HooksOptions = Pick<IntakeOptions, 'connections' | 'channels' | 'now'> & {
  /** Takes verified requests in. */
  take: Intake;
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
      const { connection, channel } = channelConnection(id.connection(request.params.connection), options);
      const hook = hookRequest(request, options);
      if (!(await channel.verify(hook, connection.config))) throw refusal(hook);
      const response = await options.take(hook, connection, channel);
      return reply
        .code(response?.status ?? 200)
        .type(response?.contentType ?? 'text/plain')
        .send(response?.body ?? '');
    },
  });
}

function refusal({ method }: HookRequest): Problem {
  return method === 'GET'
    ? new Problem(
        'wrong-token',
        'The verify token is not this connection’s. Compare it with the provider’s set-up page.',
      )
    : new Problem(
        'unsigned',
        'The signature is not of this body. Compare the app secret with the provider’s set-up page.',
      );
}

const NO_BODY = new Uint8Array();

function hookRequest(
  request: FastifyRequest,
  { publicUrl, now }: Pick<HooksOptions, 'publicUrl' | 'now'>,
): HookRequest {
  const { method, url, headers, query, body } = request;
  return {
    method,
    url: `${publicUrl ?? `${request.protocol}://${request.host}`}${url}`,
    query: onceOnly(query as Record<string, string | string[]>),
    headers: headers as Record<string, string>,
    body: body instanceof Uint8Array ? body : NO_BODY,
    at: now(),
  };
}

/** A parameter given twice says two things, so it says nothing. */
function onceOnly(query: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
