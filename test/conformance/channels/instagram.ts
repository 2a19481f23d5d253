import type { InstagramConfig } from '../../../src/channels/instagram/config.ts';
import { instagram } from '../../../src/channels/instagram/instagram.ts';
import type { Conformance } from '../recorded.ts';

/** Recordings of professional accounts: a connection takes what is addressed to its own account only. */
export const conformance: Conformance<InstagramConfig> = {
  channel: instagram,
  folder: 'instagram',
  configFor({ request, secret }) {
    const accountId = /"entry":\[\{"id":"([^"]+)"/.exec(request?.body ?? '')?.[1] ?? '1';
    const keys = { appSecret: 'app-secret', verifyToken: 'verify-token', accessToken: 'account-token' };
    return { accountId, login: 'instagram', appId: '900000000000009', ...keys, ...secret };
  },
};
