import { createHash, randomUUID } from 'node:crypto';
import { Failure, toFailureData } from '../../base/failure.ts';
import type { HttpRequest } from '../../net/http.ts';
import { statusFailure } from '../../net/status.ts';
import type { ChannelIo } from '../channel.ts';
import { graphUrl, type WhatsAppConfig } from './config.ts';
import { textAt } from './fields.ts';
import { callGraph } from './graph.ts';

type Io = ChannelIo<WhatsAppConfig>;

const FILE_TIMEOUT_MS = 120_000;
/** The largest that WhatsApp takes of any kind. */
const FILE_MAX_BYTES = 100_000_000;
/** Meta forgets an uploaded file after 30 days. */
const KEPT_MS = 29 * 86_400_000;
const MOST_KEPT = 500;

/** A file with Meta, by its id. */
type Uploaded = { id: string; until: number };

/**
 * Meta's id for a file that only we can reach: where the link leads to one of the hosts in `uploadFrom`, the file is
 * fetched and uploaded. Undefined for every other link, which Meta fetches by itself. The same bytes are uploaded once
 * while the process runs. Repeating does no harm.
 */
export async function uploadOf(link: string, io: Io): Promise<string | undefined> {
  const hosts = io.config.uploadFrom ?? [];
  const host = URL.parse(link)?.host;
  if (host === undefined || !hosts.includes(host)) return undefined;
  const { bytes, mime } = await fetchFile(link, io);
  const mark = `uploaded/${mime}/${createHash('sha256').update(bytes).digest('hex')}`;
  const known = io.local.get(mark) as Uploaded | undefined;
  if (known && known.until > io.now()) return known.id;
  const id = await upload({ bytes, mime, name: nameOf(link) }, io).catch(asHarmless);
  keep(io, mark, { id, until: io.now() + KEPT_MS });
  return id;
}

async function fetchFile(url: string, { http, now, config }: Io): Promise<{ bytes: Uint8Array; mime: string }> {
  const guard = { allowPrivate: config.uploadFrom ?? [] };
  const asked: HttpRequest = { method: 'GET', url, guard, timeoutMs: FILE_TIMEOUT_MS, maxBytes: FILE_MAX_BYTES };
  const response = await http(asked);
  if (response.status !== 200) {
    const { data } = statusFailure(response, { who: 'The place of the file', write: false, now: now() });
    // Whoever keeps the file refuses us: nothing is wrong with the connection.
    throw new Failure({ ...data, code: data.code === 'auth' ? 'denied' : data.code });
  }
  const mime = response.headers['content-type']?.split(';')[0]?.trim() ?? 'application/octet-stream';
  return { bytes: response.body, mime };
}

/** A file that was perhaps uploaded has reached nobody. */
function asHarmless(thrown: unknown): never {
  const data = toFailureData(thrown);
  if (data.code !== 'unknown_outcome') throw thrown;
  throw new Failure({ ...data, code: 'unavailable' }, { cause: thrown });
}

async function upload(file: { bytes: Uint8Array; mime: string; name: string }, io: Io): Promise<string> {
  const boundary = `rondine-${randomUUID()}`;
  const answer = await callGraph(io, {
    method: 'POST',
    url: graphUrl(io.config, `${encodeURIComponent(io.config.phoneNumberId)}/media`),
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: formOf(file, boundary),
    timeoutMs: FILE_TIMEOUT_MS,
  });
  const id = textAt(answer, 'id');
  if (id !== undefined) return id;
  throw new Failure({ code: 'unavailable', message: 'WhatsApp took a file but did not say under which id.' });
}

function formOf({ bytes, mime, name }: { bytes: Uint8Array; mime: string; name: string }, boundary: string): Buffer {
  const field = (text: string, value: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${text}"\r\n\r\n${value}\r\n`;
  const head = [
    field('messaging_product', 'whatsapp'),
    field('type', mime),
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${mime}\r\n\r\n`,
  ].join('');
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}

/** The last part of a link as a file's name, in characters that a form can hold. */
function nameOf(link: string): string {
  const last = URL.parse(link)?.pathname.split('/').at(-1) ?? '';
  return last.replaceAll(/[^\w.-]/g, '_') || 'file';
}

function keep({ local }: Io, mark: string, uploaded: Uploaded): void {
  const marks = [...local.keys()].filter((key) => key.startsWith('uploaded/'));
  if (marks.length >= MOST_KEPT && marks[0] !== undefined) local.delete(marks[0]);
  local.set(mark, uploaded);
}
