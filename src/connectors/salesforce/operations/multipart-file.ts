import type { JsonObject } from '../../../base/json.ts';
import type { StreamedBody } from '../../../net/http.ts';
import type { OpenMedia } from '../../connector.ts';

/** A record with the file that belongs to it. */
export type MultipartFile = { fields: JsonObject; content: OpenMedia; mime: string; boundary: string };

const encoder = new TextEncoder();
/** One type of media as a header takes it; anything else is sent as plain bytes. */
const MIME = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/i;

/**
 * A multipart/form-data body with the record as JSON and the file's bytes, which are read only while they are sent.
 * `boundary` must not occur in the file: the key of an effect is known to nobody who sends files.
 */
export function multipartFile({ fields, content, mime, boundary }: MultipartFile): {
  type: string;
  body: StreamedBody;
} {
  const head = encoder.encode(
    [
      `--${boundary}`,
      'Content-Disposition: form-data; name="entity_content"',
      'Content-Type: application/json; charset=UTF-8',
      '',
      JSON.stringify(fields),
      `--${boundary}`,
      'Content-Disposition: form-data; name="VersionData"; filename="content"',
      `Content-Type: ${MIME.test(mime) ? mime : 'application/octet-stream'}`,
      '',
      '',
    ].join('\r\n'),
  );
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  return {
    type: `multipart/form-data; boundary="${boundary}"`,
    body: {
      bytes: head.byteLength + content.bytes + tail.byteLength,
      async *stream() {
        yield head;
        yield* content.stream();
        yield tail;
      },
    },
  };
}
