import { randomUUID } from 'node:crypto';
import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { MediaContent, MediaRef } from '../../message/content.ts';
import type { StreamedBody } from '../../net/http.ts';
import type { OpenFile } from '../channel.ts';
import { mostBytes } from './upload.ts';

/** A form that is never held as a whole, and its type with the boundary. */
export type StreamedForm = { contentType: string; body: StreamedBody };

/** A file of ours that is open, and the field that it goes into. */
export type FormFile = OpenFile & { field: string; file: MediaRef; media: MediaContent['media'] };

/** A form of the fields of a call, and of a file in place of its reference. Throws `invalid` for one that is too large. */
export function streamedForm(fields: JsonObject, { field, file, media, bytes, stream }: FormFile): StreamedForm {
  const most = mostBytes(media);
  if (bytes > most) {
    const message = `The file has ${bytes} bytes, and Telegram takes at most ${most} of this kind. Send its link as a text.`;
    throw new Failure({ code: 'invalid', message, details: { bytes, maxBytes: most } });
  }
  const boundary = `rondine-${randomUUID()}`;
  const parts = Object.entries(fields).flatMap(([name, value]) => {
    if (name === field || value === undefined) return [];
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return [`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`];
  });
  const disposition = `form-data; name="${field}"; filename="${quoted(file.name ?? 'file')}"`;
  const begin = `--${boundary}\r\nContent-Disposition: ${disposition}\r\nContent-Type: ${quoted(file.mime)}\r\n\r\n`;
  const head = Buffer.from([...parts, begin].join(''));
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: {
      bytes: head.length + bytes + tail.length,
      async *stream() {
        yield head;
        yield* stream();
        yield tail;
      },
    },
  };
}

/** A name as forms write it: what would end it is escaped. */
function quoted(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
