import { type Static, Type } from 'typebox';
import { ACCOUNT, SECRET } from '../../base/schema.ts';

/** Form of a connection: one agent. The service ended on 2024-07-31; only a simulator answers. */
export const gbmConfig = Type.Object(
  {
    agent: Type.String({
      title: 'Agent',
      description: 'brands/…/agents/…',
      pattern: '^brands/.+/agents/.+$',
      ...ACCOUNT,
    }),
    clientToken: Type.String({ title: 'Client token', minLength: 8, ...SECRET }),
    partnerKey: Type.String({ title: 'Partner key', description: 'Signs webhooks.', minLength: 8, ...SECRET }),
    serviceAccount: Type.String({ title: 'Service account', description: 'Its e-mail address.', minLength: 3 }),
    privateKey: Type.String({ title: 'Private key', description: 'Of the service account, in PEM.', ...SECRET }),
    apiBase: Type.String({
      title: 'API address',
      description: 'Google’s own is gone since 2024-07-31.',
      pattern: '^https?://[^\\s?#]+$',
    }),
    displayName: Type.Optional(Type.String({ title: 'Name shown', default: 'Rondine' })),
  },
  { additionalProperties: false },
);

/** Configuration of a Google Business Messages connection. */
export type GbmConfig = Static<typeof gbmConfig>;
