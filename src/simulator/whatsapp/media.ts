import { readBody, sendJson } from '../serve.ts';
import { missing } from './check.ts';
import type { Call } from '../phone/call.ts';
import { refuse } from './call.ts';
import type { Refusal } from './graph-error.ts';
import type { Phone } from '../phone/phone.ts';

const MEGABYTE = 1_000_000;

/** Largest file by the first half of its type, in bytes. */
export const MEDIA_LIMITS: Readonly<Record<string, number>> = {
  image: 5 * MEGABYTE,
  audio: 16 * MEGABYTE,
  video: 16 * MEGABYTE,
};

const DOCUMENT_LIMIT = 100 * MEGABYTE;

/** How long a download address works, in milliseconds. */
export const DOWNLOAD_VALID_MS = 300_000;

/** `POST /{phone-number-id}/media`: keeps the file of a multipart form and answers with its id. */
export async function uploadMedia(phone: Phone, { request, response }: Call): Promise<void> {
  const bytes = await readBody(request, DOCUMENT_LIMIT + MEGABYTE);
  const form = await readForm(bytes, request.headers['content-type'] ?? '');
  const file = form?.get('file');
  const wrong = !form
    ? { code: 100, details: 'The body must be multipart/form-data.' }
    : form.get('messaging_product') !== 'whatsapp'
      ? missing('messaging_product')
      : !file || typeof file === 'string'
        ? missing('file')
        : undefined;
  if (wrong || !file || typeof file === 'string') return refuse(response, wrong ?? missing('file'));
  const type = form?.get('type');
  const mime = typeof type === 'string' && type !== '' ? type : file.type;
  const tooLarge = checkSize(mime, file.size);
  if (tooLarge) return refuse(response, tooLarge);
  const media = phone.keepFile({ mime, bytes: Buffer.from(await file.arrayBuffer()), filename: file.name });
  sendJson(response, 200, { id: media.id });
}

/** `GET /{media-id}`: where the file can be fetched for five minutes; `DELETE` forgets it. */
export function describeMedia(phone: Phone, { request, response }: Call, id: string): void {
  const media = phone.state.media.get(id);
  if (request.method === 'DELETE') {
    phone.commit({ kind: 'mediaGone', id });
    return sendJson(response, 200, { success: true });
  }
  sendJson(response, 200, {
    messaging_product: 'whatsapp',
    url: `${phone.url}/media-file/${id}?until=${phone.now() + DOWNLOAD_VALID_MS}`,
    mime_type: media?.mime,
    sha256: media?.sha256,
    file_size: String(media?.bytes.length),
    id,
  });
}

/** The file itself, at the address that `describeMedia` gave. */
export function downloadMedia(phone: Phone, { response, query }: Call, id: string): void {
  const media = phone.state.media.get(id);
  if (!media || Number(query.get('until')) < phone.now()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'Content-Type': media.mime, 'Content-Length': media.bytes.length }).end(media.bytes);
}

function checkSize(mime: string, size: number): Refusal | undefined {
  const limit = MEDIA_LIMITS[mime.split('/')[0] ?? ''] ?? DOCUMENT_LIMIT;
  return size <= limit
    ? undefined
    : { code: 131053, details: `The file has ${size} bytes but ${mime} may have at most ${limit}.` };
}

async function readForm(bytes: Buffer, contentType: string): Promise<FormData | undefined> {
  try {
    const headers = { 'content-type': contentType };
    return await new Response(new Uint8Array(bytes), { headers }).formData();
  } catch {
    return undefined;
  }
}
