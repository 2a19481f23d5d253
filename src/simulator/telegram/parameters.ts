import type { IncomingMessage } from 'node:http';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { readBody } from '../serve.ts';
import type { Call } from '../phone/call.ts';

/** A file that came along with a call. */
export type Upload = { bytes: Buffer; mime: string; name: string };

/** What a call says, however it travelled: in the address, as JSON, or as a form with files. */
export type Parameters = { values: JsonObject; files: ReadonlyMap<string, Upload> };

/** Largest request that is taken: a file of 50 MB and its form. */
const MAX_BYTES = 52_500_000;

/** Reads the parameters of a call; nothing where its body cannot be read. */
export async function readParameters({ request, query }: Call): Promise<Parameters | undefined> {
  const values: Record<string, JsonValue> = {};
  const files = new Map<string, Upload>();
  for (const [name, text] of query) values[name] = readText(text);
  const bytes = await readBody(request, MAX_BYTES);
  const type = request.headers['content-type'] ?? '';
  if (bytes.length === 0) return { values, files };
  if (type.includes('json')) {
    const body = parse(bytes.toString());
    return isObject(body) ? { values: { ...values, ...body }, files } : undefined;
  }
  const form = await readForm(request, bytes);
  if (!form) return undefined;
  for (const [name, value] of form) {
    if (typeof value === 'string') values[name] = readText(value);
    else files.set(name, { bytes: Buffer.from(await value.arrayBuffer()), mime: value.type, name: value.name });
  }
  return { values, files };
}

async function readForm({ headers }: IncomingMessage, bytes: Buffer): Promise<FormData | undefined> {
  try {
    const body = new Uint8Array(bytes);
    return await new Response(body, { headers: { 'content-type': headers['content-type'] ?? '' } }).formData();
  } catch {
    return undefined;
  }
}

/** Numbers, lists and objects stand in addresses and forms as JSON; everything else is a text. */
function readText(text: string): JsonValue {
  return /^(-?\d{1,15}(\.\d+)?|true|false|\{.*\}|\[.*\])$/s.test(text) ? (parse(text) ?? text) : text;
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
