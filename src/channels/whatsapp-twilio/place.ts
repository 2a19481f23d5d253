import type { ChannelIo } from '../channel.ts';
import { objectAt, objectsAt, textAt } from '../providers/reading.ts';
import { isService } from '../providers/twilio/account.ts';
import { askTwilio, messagingUrl, serviceUrl } from '../providers/twilio/api.ts';
import { withPrefix } from './address.ts';
import type { WhatsAppTwilioConfig } from './config.ts';

type Io = ChannelIo<WhatsAppTwilioConfig>;

const PAGE = 100;
/** An account has some dozens of senders; beyond this the pages go in a circle. */
const MOST_PAGES = 20;

/** Where the address for messages is kept, and what it is now. */
export type Place = {
  webhook: string | undefined;
  /** How the sender stands with WhatsApp, in Twilio's word; undefined for a messaging service. */
  state?: string;
  quality?: string;
  /** True where the senders of a messaging service use their own addresses. */
  bypassed: boolean;
  /** Puts an address there; an empty one takes it out. */
  put(url: string): Promise<void>;
};

/** Finds the sender or the messaging service of a connection; undefined where the account has no such sender. */
export async function placeOf(io: Io): Promise<Place | undefined> {
  return isService(io.config) ? serviceOf(io) : senderOf(io);
}

async function serviceOf(io: Io): Promise<Place> {
  const url = serviceUrl(io.config, io.config.sender);
  const found = await askTwilio(io, { url });
  const bypassed = found['use_inbound_webhook_on_number'] === true;
  return {
    webhook: textAt(found, 'inbound_request_url'),
    bypassed,
    async put(webhook) {
      const form = new URLSearchParams({ InboundRequestUrl: webhook, InboundMethod: 'POST' });
      if (bypassed && webhook !== '') form.set('UseInboundWebhookOnNumber', 'false');
      await askTwilio(io, { url, form });
    },
  };
}

async function senderOf(io: Io): Promise<Place | undefined> {
  const wanted = withPrefix(io.config.sender);
  let query: string | undefined = `?Channel=whatsapp&PageSize=${PAGE}`;
  for (let page = 0; query !== undefined && page < MOST_PAGES; page++) {
    const url: string = messagingUrl(io.config, `/v2/Channels/Senders${query}`);
    const list = await askTwilio(io, { url });
    const found = objectsAt(list, 'senders').find((each) => textAt(each, 'sender_id') === wanted);
    const sid = textAt(found, 'sid');
    if (found && sid !== undefined) {
      const state = textAt(found, 'status');
      const quality = textAt(objectAt(found, 'properties'), 'quality_rating');
      const own = messagingUrl(io.config, `/v2/Channels/Senders/${encodeURIComponent(sid)}`);
      return {
        webhook: textAt(objectAt(found, 'webhook'), 'callback_url'),
        bypassed: false,
        ...(state && { state }),
        ...(quality && { quality }),
        put: async (webhook) => {
          await askTwilio(io, { url: own, json: { webhook: { callback_url: webhook, callback_method: 'POST' } } });
        },
      };
    }
    const next: string = URL.parse(textAt(objectAt(list, 'meta'), 'next_page_url') ?? '')?.search ?? '';
    query = next === '' || next === query ? undefined : next;
  }
  return undefined;
}
