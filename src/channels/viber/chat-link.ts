import type { ChannelIo } from '../channel.ts';
import { textAt } from '../providers/reading.ts';
import { callApi } from './api.ts';
import type { ViberConfig } from './config.ts';

/** The link that opens the bot and carries a word: it comes back when the chat is opened. */
export async function chatLink(text: string, io: ChannelIo<ViberConfig>): Promise<string | undefined> {
  const uri = textAt(await callApi(io, 'get_account_info', {}), 'uri');
  if (uri === undefined) return undefined;
  return `viber://pa?chatURI=${encodeURIComponent(uri)}&context=${text.replaceAll(/[^A-Za-z0-9_-]+/g, '_')}`;
}
