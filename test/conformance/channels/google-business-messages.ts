import { generateKeyPairSync } from 'node:crypto';
import type { GbmConfig } from '../../../src/channels/google-business-messages/config.ts';
import { googleBusinessMessages } from '../../../src/channels/google-business-messages/google-business-messages.ts';
import type { HttpRequest } from '../../../src/net/http.ts';
import type { Conformance } from '../recorded.ts';
import { gbm } from '../specs/providers.ts';

const AGENT = 'brands/11111111-1111-4111-8111-111111111111/agents/22222222-2222-4222-8222-222222222222';
const CONVERSATION = '33333333-3333-4333-8333-333333333333';

const config: GbmConfig = {
  agent: AGENT,
  clientToken: 'client-token',
  partnerKey: 'test-partner-key',
  serviceAccount: 'bot@project.example.com',
  privateKey: generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
  apiBase: 'https://businessmessages.googleapis.com',
};

const isTokenRequest = ({ url }: HttpRequest) => url.endsWith('/token');

/** Recordings of Google Business Messages, signed with the partner key. */
export const conformance: Conformance<GbmConfig> = {
  channel: googleBusinessMessages,
  folder: 'gbm',
  configFor: ({ secret }) => ({ ...config, ...secret }),
  // Signing in, which no conversation is about.
  leavesAlone: /authentication-request/,
  to: { kind: 'user', value: CONVERSATION },
  outbound: {
    config,
    to: [{ kind: 'user', value: CONVERSATION }],
    answer: (request) =>
      isTokenRequest(request)
        ? { status: 200, json: { access_token: 'token-of-the-tests', expires_in: 3599 } }
        : { status: 200, json: { name: `conversations/${CONVERSATION}/messages/1` } },
    spec: gbm,
    beside: isTokenRequest,
  },
};
