import { gunzipSync, gzipSync } from 'node:zlib';
import { refuse, type Answer } from './answer.ts';

type Headers = Record<string, string | string[] | undefined>;

/** A shorter answer costs more to pack than to send. */
const WORTH_BYTES = 2048;
const LONGEST_BYTES = 64_000_000;

/** The bytes of a request, unpacked where it was sent with gzip. Refuses what cannot be unpacked. */
export function unpack(headers: Headers, bytes: Buffer): Buffer {
  if (headers['content-encoding'] !== 'gzip') return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: LONGEST_BYTES });
  } catch {
    throw refuse(400, 'JSON_PARSER_ERROR', 'The request body is not a gzip stream');
  }
}

/** The bytes of an answer and the headers that describe them; a long one is packed for clients that take gzip. */
export function pack(headers: Headers, answer: Answer): { bytes: Buffer; headers: Record<string, string> } {
  const bytes = Buffer.from(answer.body);
  const takes = /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
  if (!takes || bytes.length < WORTH_BYTES) return { bytes, headers: { ...answer.headers } };
  return { bytes: gzipSync(bytes, { level: 1 }), headers: { ...answer.headers, 'Content-Encoding': 'gzip' } };
}
