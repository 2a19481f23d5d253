import type { FastifyInstance } from 'fastify';
import { statusOf } from '../answer-call.ts';
import { ANY_METHOD, checkMethod, type CallParts } from '../call-parts.ts';
import { Problem } from '../problem.ts';

type Asked = { Params: { run: string }; Querystring: { token?: unknown } };

/** `/runs/:run`: how a run stands and what it waits for, nothing more, for whoever was given its address. */
export async function runRoutes(app: FastifyInstance, { store, links }: CallParts): Promise<void> {
  app.route<Asked>({
    method: ANY_METHOD,
    url: '/runs/:run',
    exposeHeadRoute: false,
    async handler(request, reply) {
      // A browser that opens a run's page in the app, which has the same address.
      if (request.query.token === undefined && (request.headers.accept ?? '').includes('text/html')) {
        return reply.callNotFound();
      }
      checkMethod(request, ['GET']);
      const { run: name } = request.params;
      if (!links.fits('status', name, request.query.token)) {
        throw new Problem('wrong-token', 'The token is not this run’s. Use the whole address that the call was given.');
      }
      const found = await store.get('run', name);
      if (!found) throw new Problem('unknown-run', 'This run is no longer kept.');
      return reply.header('cache-control', 'no-store').send({ run: name, ...statusOf(found.run) });
    },
  });
}
