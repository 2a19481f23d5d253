import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { MediaContent } from '../../message/content.ts';
import type { ChannelIo } from '../channel.ts';
import { MOST_BYTES } from './capabilities.ts';
import type { ViberConfig } from './config.ts';

type Io = ChannelIo<ViberConfig>;

/**
 * The members of a message with a file, which Viber fetches by its link. Films and other files need their size; where
 * it is not known the place of the file is asked. What has no known size, or is too large, goes as a link to open.
 */
export async function mediaFields(content: MediaContent, io: Io): Promise<JsonObject> {
  const { media, url, file, caption } = content;
  const link = url ?? file?.id;
  if (!link) throw new Failure({ code: 'invalid', message: `The ${media} has neither a link nor a file.` });
  if (media === 'image') return { type: 'picture', text: caption ?? '', media: link };
  if (media !== 'video' && media !== 'document') {
    throw new Failure({ code: 'unsupported', message: `Viber has no ${media} that bots can send; send its link.` });
  }
  const size = file?.bytes ?? (await sizeOf(link, io));
  if (size === undefined || size > MOST_BYTES[media]) {
    io.log('A file goes as a link to open: its size is not known, or Viber takes none so large.', { media });
    return { type: 'url', media: link };
  }
  if (media === 'video') return { type: 'video', media: link, size };
  return { type: 'file', media: link, size, file_name: file?.name ?? nameIn(link) };
}

/** The address may come from a flow, so it is kept out of private networks. */
async function sizeOf(url: string, { http, log }: Io): Promise<number | undefined> {
  try {
    const { status, headers } = await http({ method: 'HEAD', url, timeoutMs: 10_000, guard: { allowPrivate: [] } });
    const length = headers['content-length'] ?? '';
    return status === 200 && /^[1-9]\d{0,14}$/.test(length) ? Number(length) : undefined;
  } catch (thrown) {
    // A reference that is no address at all cannot become a link either.
    if (!(thrown instanceof Failure) || thrown.code === 'invalid') throw thrown;
    log('The size of a file could not be found out.', { code: thrown.code });
    return undefined;
  }
}

function nameIn(link: string): string {
  const last = URL.parse(link)?.pathname.split('/').at(-1);
  try {
    return decodeURIComponent(last ?? '') || 'file';
  } catch {
    return 'file';
  }
}
