import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';
import { Failure } from '../base/failure.ts';
import type { HttpResponse } from './http.ts';

/** Encodings that `decode` reads, for the header `accept-encoding`. */
export const ACCEPT_ENCODING = 'gzip, deflate, br, zstd';

type Decoder = (body: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
};

const MOST_ENCODINGS = 3;

/**
 * The body of an answer as it was before it was compressed. `maxBytes` bounds what comes out, so that a small answer
 * cannot unfold into a large one. Throws `invalid` for a body that is longer or damaged, `unsupported` for an encoding
 * that nobody asked for.
 */
export async function decode({ headers, body }: HttpResponse, maxBytes: number): Promise<Uint8Array> {
  const encodings = (headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== '' && encoding !== 'identity');
  if (body.length === 0) return body;
  if (encodings.length > MOST_ENCODINGS) throw unsupported(encodings.join(', '));
  let decoded = body;
  for (const encoding of encodings.reverse()) {
    const decoder = DECODERS[encoding];
    if (!decoder) throw unsupported(encoding);
    decoded = await decoder(decoded, { maxOutputLength: maxBytes }).catch((error: unknown) => {
      throw damaged(encoding, maxBytes, error);
    });
  }
  return decoded;
}

function unsupported(encoding: string): Failure {
  return new Failure({
    code: 'unsupported',
    message: `The answer is compressed in a way that was not asked for: ${encoding.slice(0, 40)}.`,
  });
}

function damaged(encoding: string, maxBytes: number, cause: unknown): Failure {
  const tooLong = (cause as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
  const message = tooLong
    ? `The answer is longer than ${maxBytes} bytes once it is unpacked. Ask for less, or raise the limit in the connection.`
    : `The answer says that it is compressed with ${encoding}, but cannot be unpacked.`;
  return new Failure({ code: 'invalid', message }, { cause });
}
