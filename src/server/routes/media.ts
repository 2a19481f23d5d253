import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { MediaRef } from '../../message/content.ts';
import type { MediaLinks } from '../../store/media/media-link.ts';
import type { MediaStore } from '../../store/media/media-store.ts';
import { servedAs } from '../../store/media/media-type.ts';
import { Problem } from '../problem.ts';

/** The stored files, who may see which, and the time. */
export type MediaOptions = { store: Pick<MediaStore, 'stat' | 'open'>; links: Pick<MediaLinks, 'read'>; now(): number };

/** How long a browser may keep a file for itself: an erased one is gone from there, too, within this time. */
const LONGEST_CACHE_S = 3600;

/** A page made of a file may show that file, and neither load nor run anything. */
const FILE_POLICY =
  "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

type MediaRequest = FastifyRequest<{ Params: { id: string }; Querystring: Record<string, unknown> }>;

/**
 * `/media/:id`: stored files, for whoever has a link that we signed; providers fetch what we send there. 403 for any
 * other link, 410 for an expired one, 404 for a file that was erased. Nothing that a browser could run is shown.
 */
export async function mediaRoutes(app: FastifyInstance, options: MediaOptions): Promise<void> {
  app.route({
    method: ['GET', 'HEAD'],
    url: '/media/:id',
    handler: async (request: MediaRequest, reply) => {
      reply.headers({ 'x-content-type-options': 'nosniff', 'content-security-policy': FILE_POLICY });
      reply.headers({ 'referrer-policy': 'no-referrer', 'cross-origin-resource-policy': 'same-origin' });
      const now = options.now();
      const { file, until } = readLink(options.links, request, now);
      const maxAgeS = Math.min(LONGEST_CACHE_S, Math.floor((until - now) / 1000));
      return sendFile({ request, reply, file, maxAgeS }, options.store);
    },
  });
}

function readLink(links: MediaOptions['links'], { params, query }: MediaRequest, now: number) {
  const link = links.read({ id: params.id, query }, now);
  if (link.state === 'good') return link;
  throw link.state === 'forged'
    ? new Problem('unsigned', 'This link is not one that this server made. Copy the whole link.', { status: 403 })
    : new Problem('not-found', 'This link has expired. Ask for the file again where you found the link.', {
        status: 410,
      });
}

const erased = () => new Problem('not-found', 'This file was erased.');

type Sending = { request: MediaRequest; reply: FastifyReply; file: MediaRef; maxAgeS: number };

/** What refuses comes before the headers that are meant for the file. */
async function sendFile({ request, reply, file, maxAgeS }: Sending, store: MediaOptions['store']) {
  const stored = await store.stat(file.id);
  if (!stored) throw erased();
  const { bytes } = stored;
  const etag = `"${file.id}"`;
  const { range, 'if-range': ifRange = etag, 'if-none-match': known = '' } = request.headers;
  // A range of another version of the file means nothing.
  const part = ifRange === etag ? readRange(range, bytes) : undefined;
  if (part === 'beyond') {
    reply.header('content-range', `bytes */${bytes}`);
    throw new Problem('invalid-request', `The file has ${bytes} bytes; the range lies beyond them.`, { status: 416 });
  }
  const isKnown = known.split(',').some((each) => each.trim().replace(/^W\//, '') === etag);
  const stream = isKnown || request.method === 'HEAD' ? 'none' : await store.open(file.id, part);
  if (!stream) throw erased();
  reply.headers({ etag, 'cache-control': `private, max-age=${maxAgeS}`, 'accept-ranges': 'bytes' });
  if (isKnown) return reply.code(304).send();
  const { type, inline } = servedAs(file.mime);
  reply.type(type).header('content-disposition', disposition(inline, file.name));
  if (part) reply.code(206).header('content-range', `bytes ${part.start}-${part.end}/${bytes}`);
  reply.header('content-length', part ? part.end - part.start + 1 : bytes);
  return stream === 'none' ? reply.send() : reply.send(stream);
}

/**
 * The one part that a `Range` header asks for; undefined for the whole file, which is also the answer to several parts
 * and to what cannot be read (RFC 9110, section 14.2).
 */
function readRange(header: string | undefined, bytes: number): { start: number; end: number } | 'beyond' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const start = first === '' ? Math.max(bytes - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  return start > end ? 'beyond' : { start, end };
}

/** Twice the name, for the old and the new way of reading it (RFC 6266); links hold clean names only. */
function disposition(inline: boolean, name: string | undefined): string {
  const how = inline ? 'inline' : 'attachment';
  if (name === undefined) return how;
  const plain = name.replace(/[^ -~]/g, '_').replace(/["\\%]/g, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${whole}`;
}
