import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { MediaContent } from '../../message/content.ts';
import type { ChannelIo } from '../channel.ts';
import type { TelegramConfig } from './config.ts';

const MEBIBYTE = 1024 * 1024;
const PHOTO_MAX_BYTES = 10 * MEBIBYTE;
const FILE_MAX_BYTES = 50 * MEBIBYTE;

/** The largest upload that Telegram takes of a kind. */
export function mostBytes(media: MediaContent['media']): number {
  return media === 'image' ? PHOTO_MAX_BYTES : FILE_MAX_BYTES;
}
const FETCH_MS = 60_000;

/** A file that Telegram did not take by its link, and what it said. */
export type RefusedLink = { field: string; url: string; media: MediaContent['media']; refusal: Failure };

/**
 * Fetches the file behind a link and puts it into a form together with the fields of the call. The address may come
 * from a flow, so it is kept out of private networks. What cannot be fetched leaves Telegram's refusal standing.
 */
export async function formWithFile(
  fields: JsonObject,
  { field, url, media, refusal }: RefusedLink,
  { http, log }: ChannelIo<TelegramConfig>,
): Promise<FormData> {
  const maxBytes = mostBytes(media);
  const response = await http({ method: 'GET', url, maxBytes, timeoutMs: FETCH_MS, guard: { allowPrivate: [] } }).catch(
    (thrown: unknown) => {
      throw withReason(refusal, thrown instanceof Error ? thrown.message : String(thrown));
    },
  );
  if (response.status !== 200) throw withReason(refusal, `it answers with HTTP status ${response.status}`);
  log('Telegram did not take a file by its link; it is uploaded.', { media, bytes: response.body.byteLength });
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (name === field || value === undefined) continue;
    form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  const type = response.headers['content-type'] ?? 'application/octet-stream';
  form.append(field, new Blob([Buffer.from(response.body)], { type }), nameOf(url, response.headers));
  return form;
}

function withReason(refusal: Failure, reason: string): Failure {
  const message = `${refusal.data.message} The file could not be uploaded either: ${reason}`;
  return new Failure({ ...refusal.data, message }, { cause: refusal });
}

/** The name that people see: as the file's host says, else the end of the link. */
function nameOf(url: string, headers: Readonly<Record<string, string>>): string {
  const told = headers['content-disposition'] ?? '';
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(told)?.[1];
  const plain = /filename="([^"]+)"/i.exec(told)?.[1];
  const last = URL.parse(url)?.pathname.split('/').at(-1);
  return decoded(encoded) ?? plain ?? decoded(last) ?? 'file';
}

function decoded(text: string | undefined): string | undefined {
  if (!text) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
