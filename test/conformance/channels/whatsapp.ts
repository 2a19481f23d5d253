import type { WhatsAppConfig } from '../../../src/channels/whatsapp/config.ts';
import { whatsapp } from '../../../src/channels/whatsapp/whatsapp.ts';
import type { Conformance } from '../recorded.ts';

/** Meta's recordings: connections take what is addressed to their own number only. */
export const conformance: Conformance<WhatsAppConfig> = {
  channel: whatsapp,
  folder: 'whatsapp',
  configFor({ request, secret }) {
    const phoneNumberId = /"phone_number_id":"([^"]+)"/.exec(request?.body ?? '')?.[1] ?? '1';
    const keys = { appSecret: 'app-secret', verifyToken: 'verify-token', accessToken: 'access-token' };
    return { phoneNumberId, ...keys, ...secret };
  },
  // Groups, and a change of an id that does not say which id it was.
  leavesAlone: /group|user-changed-user-id/,
};
