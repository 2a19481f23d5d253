import type { MessengerConfig } from '../../../src/channels/messenger/config.ts';
import { messenger } from '../../../src/channels/messenger/messenger.ts';
import type { Conformance } from '../recorded.ts';

/** Recordings of Pages: a connection takes what is addressed to its own Page only. */
export const conformance: Conformance<MessengerConfig> = {
  channel: messenger,
  folder: 'messenger',
  configFor({ request, secret }) {
    const pageId = /"entry":\[\{"id":"([^"]+)"/.exec(request?.body ?? '')?.[1] ?? '1';
    const keys = { appSecret: 'app-secret', verifyToken: 'verify-token', accessToken: 'page-token' };
    return { pageId, ...keys, ...secret };
  },
  // News of accounts and of handing over, which belong to no conversation.
  leavesAlone: /accountLinking|ThreadControl/,
};
