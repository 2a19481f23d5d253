import { createHash, randomUUID } from 'node:crypto';
import { Failure, toFailureData } from '../../base/failure.ts';
import type { MediaContent } from '../../message/content.ts';
import { statusFailure } from '../../net/status.ts';
import type { ChannelIo } from '../channel.ts';
import { textAt } from '../providers/reading.ts';
import { callApi } from './api.ts';
import type { WechatConfig } from './config.ts';

type Io = ChannelIo<WechatConfig>;

/** WeChat’s word for a kind of file, the most bytes that it takes of it, and how its name has to end. */
type Kind = { type: 'image' | 'voice' | 'video'; maxBytes: number; ending: string };

const KINDS: Partial<Record<MediaContent['media'], Kind>> = {
  image: { type: 'image', maxBytes: 10_000_000, ending: 'jpg' },
  audio: { type: 'voice', maxBytes: 2_000_000, ending: 'mp3' },
  video: { type: 'video', maxBytes: 10_000_000, ending: 'mp4' },
};

const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'audio/mpeg': 'mp3',
  'audio/amr': 'amr',
  'video/mp4': 'mp4',
};

const FILE_TIMEOUT_MS = 120_000;
/** WeChat forgets an uploaded file after three days. */
const KEPT_MS = 70 * 3_600_000;
const MOST_KEPT = 500;

type File = { bytes: Uint8Array; mime: string };
type Uploaded = { id: string; until: number };

/**
 * WeChat’s id for a file: it takes no links, so the file is fetched and uploaded. The same bytes are uploaded once while
 * the process runs. The address may come from a flow, so it is kept out of private networks.
 */
export async function uploadOf(content: MediaContent, io: Io): Promise<{ type: Kind['type']; mediaId: string }> {
  const kind = KINDS[content.media];
  const link = content.url ?? content.file?.id;
  if (!kind) throw new Failure({ code: 'unsupported', message: `WeChat takes no ${content.media}; send its link.` });
  if (!link) throw new Failure({ code: 'invalid', message: `The ${content.media} has neither a link nor a file.` });
  const file = await fetchFile(link, kind.maxBytes, io);
  const digest = createHash('sha256').update(file.bytes).digest('hex');
  const mark = `uploaded/${io.config.appId}/${kind.type}/${digest}`;
  const known = io.local.get(mark) as Uploaded | undefined;
  if (known && known.until > io.now()) return { type: kind.type, mediaId: known.id };
  const mediaId = await upload(file, kind, io).catch(asHarmless);
  keep(io, mark, { id: mediaId, until: io.now() + KEPT_MS });
  return { type: kind.type, mediaId };
}

async function fetchFile(url: string, maxBytes: number, { http, now }: Io): Promise<File> {
  const guard = { allowPrivate: [] };
  const response = await http({ method: 'GET', url, guard, maxBytes, timeoutMs: FILE_TIMEOUT_MS });
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

async function upload({ bytes, mime }: File, { type, ending }: Kind, io: Io): Promise<string> {
  const boundary = `rondine-${randomUUID()}`;
  const name = `file.${ENDINGS[mime] ?? ending}`;
  const head =
    `--${boundary}\r\nContent-Disposition: form-data; name="media"; filename="${name}"\r\n` +
    `Content-Type: ${mime}\r\n\r\n`;
  const answer = await callApi(io, {
    path: '/cgi-bin/media/upload',
    query: { type },
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    timeoutMs: FILE_TIMEOUT_MS,
  });
  const id = textAt(answer, 'media_id');
  if (id !== undefined) return id;
  throw new Failure({ code: 'unavailable', message: 'WeChat took a file but did not say under which id.' });
}

function keep({ local }: Io, mark: string, uploaded: Uploaded): void {
  const marks = [...local.keys()].filter((key) => key.startsWith('uploaded/'));
  if (marks.length >= MOST_KEPT && marks[0] !== undefined) local.delete(marks[0]);
  local.set(mark, uploaded);
}
