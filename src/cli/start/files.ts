import type { Channel, ChannelIo } from '../../channels/channel.ts';
import { Failure } from '../../base/failure.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { OpenMedia } from '../../connectors/connector.ts';
import type { OpenConnection } from '../../engine/connection-book.ts';
import { own } from '../../flow/flow.ts';
import type { MediaRef } from '../../message/content.ts';
import { createFetchMedia } from '../../store/media/fetch-media.ts';
import { withMediaLink } from '../../store/media/media-link.ts';
import type { FetchRequest } from '../../store/records.ts';
import type { Books } from '../../control/books.ts';
import { channelsById } from '../../control/catalog.ts';
import type { Reach } from './engine.ts';

/** How long a provider may fetch a file that we send. */
const LINK_MS = 24 * 3_600_000;

/** The channels, with what they need for files: those that we send get a link, those that come are brought home. */
export type FileCabinet = {
  channels: Readonly<Record<string, Channel>>;
  fetchMedia(request: FetchRequest, connection: OpenConnection, io: ChannelIo): Promise<JsonObject>;
  openMedia(id: string): Promise<OpenMedia | undefined>;
};

/** Makes the channels' dealings with files, which lie in the data folder. */
export function createFileCabinet({ media, links }: Pick<Books, 'media' | 'links'>, reach: Reach): FileCabinet {
  const linkOf = (file: MediaRef): string => {
    if (reach.open) return `${reach.url}${links.sign(file, Date.now() + LINK_MS)}`;
    const message =
      'The provider cannot fetch the file: nobody has said where this server is reached from outside. Set RONDINE_PUBLIC_URL.';
    throw new Failure({ code: 'invalid', message });
  };
  const piecesOf = async function* (id: string): AsyncGenerator<Uint8Array> {
    const content = await media.open(id);
    if (!content) throw new Failure({ code: 'not_found', message: 'The file was deleted meanwhile.' });
    yield* content;
  };
  const fetchFile = createFetchMedia({ store: media });
  return {
    channels: Object.fromEntries(
      Object.values(channelsById).map((channel) => [channel.id, withLinks(channel, linkOf, reach)]),
    ),
    async fetchMedia({ content }, { record }, io) {
      const download = own(channelsById, record.type)?.download;
      if (!download) throw new Failure({ code: 'unsupported', message: `"${record.type}" has no files to fetch.` });
      const fetched = await fetchFile(content, (file, maxBytes) => download(file, { ...io, maxBytes }));
      return { content: fetched as unknown as JsonValue };
    },
    async openMedia(id) {
      const file = await media.stat(id);
      return file && { bytes: file.bytes, stream: () => piecesOf(id) };
    },
  };
}

/** A channel that uploads needs links only where they are to be had: its provider then fetches the file by itself. */
function withLinks(channel: Channel, linkOf: (file: MediaRef) => string, reach: Reach): Channel {
  return {
    ...channel,
    send(message, io) {
      if (channel.uploads && !reach.open) return channel.send(message, io);
      return channel.send({ ...message, content: withMediaLink(message.content, linkOf) }, io);
    },
  };
}
