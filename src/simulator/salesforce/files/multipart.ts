import type { JsonObject } from '../../../base/json.ts';
import { refuse } from '../answer.ts';
import { headerText } from '../call.ts';
import type { ApiCall } from '../data-api.ts';
import { parseBody } from '../json-body.ts';

/** A record and the content of its file, as one multipart/form-data body brings them. */
export type FileUpload = { sent: JsonObject; file?: Uint8Array };

type Part = { name: string; fileName: string | undefined; type: string; content: Buffer };

/**
 * Reads a record with its file from a multipart body; `undefined` for any other body. The content is a view of the
 * body, never a copy of it.
 */
export function readFileUpload(call: ApiCall): FileUpload | undefined {
  const type = headerText(call.headers['content-type']) ?? '';
  if (!/^multipart\/form-data\b/i.test(type)) return undefined;
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined || !call.bytes) throw refuse(400, 'INVALID_MULTIPART_REQUEST', 'The boundary is missing');
  const parts = readParts(call.bytes, mark);
  const record = parts.find((part) => part.fileName === undefined && /json/i.test(part.type)) ?? parts[0];
  const content = parts.find((part) => part !== record);
  if (!record) throw refuse(400, 'INVALID_MULTIPART_REQUEST', 'Multipart message must include a non-binary part');
  return { sent: parseBody(record.content.toString('utf8')), ...(content ? { file: content.content } : {}) };
}

function readParts(body: Buffer, boundary: string): Part[] {
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let start = body.indexOf(delimiter);
  while (start >= 0) {
    const from = start + delimiter.length;
    const end = body.indexOf(delimiter, from);
    if (end < 0) break;
    const headerEnd = body.indexOf('\r\n\r\n', from);
    if (headerEnd >= 0 && headerEnd < end) {
      const head = body.toString('utf8', from, headerEnd);
      parts.push({
        name: /name="([^"]*)"/i.exec(head)?.[1] ?? '',
        fileName: /filename="([^"]*)"/i.exec(head)?.[1],
        type: /content-type:\s*([^\r\n]+)/i.exec(head)?.[1] ?? '',
        content: body.subarray(headerEnd + 4, Math.max(headerEnd + 4, end - 2)),
      });
    }
    start = end;
  }
  return parts;
}
