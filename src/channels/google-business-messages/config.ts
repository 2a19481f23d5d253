import { type Static, Type } from 'typebox';
import { ACCOUNT, SECRET } from '../../base/schema.ts';

/** Where Google gives out access tokens for service accounts. */
const DEFAULT_TOKEN_URL = 'https://oauth2.googleapis.com/token';

/** Where pictures that people sent lay. */
const DEFAULT_STORAGE_BASE = 'https://storage.googleapis.com';

const ADDRESS = '^https?://[^\\s?#]+$';

/** Form of a connection: one agent. The service ended on 2024-07-31; only a simulator answers. */
export const gbmConfig = Type.Object(
  {
    agent: Type.String({
      title: 'Agent',
      description: 'brands/…/agents/…',
      pattern: '^brands/.+/agents/.+$',
      ...ACCOUNT,
    }),
    clientToken: Type.String({
      title: 'Client token',
      description: 'Proves the set-up call.',
      minLength: 8,
      ...SECRET,
    }),
    partnerKey: Type.String({ title: 'Partner key', description: 'Signs webhooks.', minLength: 8, ...SECRET }),
    serviceAccount: Type.String({ title: 'Service account', description: 'Its e-mail address.', minLength: 3 }),
    privateKey: Type.String({
      title: 'Private key',
      description: 'Of the service account, in PEM.',
      minLength: 8,
      ...SECRET,
    }),
    apiBase: Type.String({
      title: 'API address',
      description: 'Google’s own is gone since 2024-07-31.',
      pattern: ADDRESS,
    }),
    displayName: Type.Optional(Type.String({ title: 'Name shown', minLength: 1, default: 'Rondine' })),
    typing: Type.Optional(Type.Boolean({ title: 'Show that somebody is writing', default: true })),
    tokenUrl: Type.Optional(
      Type.String({ title: 'Address of access tokens', default: DEFAULT_TOKEN_URL, pattern: ADDRESS }),
    ),
    storageBase: Type.Optional(
      Type.String({ title: 'Address of pictures', default: DEFAULT_STORAGE_BASE, pattern: ADDRESS }),
    ),
  },
  { additionalProperties: false },
);

/** Configuration of a Google Business Messages connection. */
export type GbmConfig = Static<typeof gbmConfig>;

/** Where access tokens are given out. */
export function tokenUrlOf({ tokenUrl = DEFAULT_TOKEN_URL }: GbmConfig): string {
  return tokenUrl;
}

/** True for the address of a picture, which is signed for a week; everything else is words. */
export function isPicture(text: string, { storageBase = DEFAULT_STORAGE_BASE }: GbmConfig): boolean {
  return text.startsWith(`${storageBase.replace(/\/+$/, '')}/`) && /^\S+[?&]x-goog-signature=\S+$/i.test(text);
}

/** Everything that must not be shown. */
export function secretsOf({ clientToken, partnerKey, privateKey }: GbmConfig): string[] {
  return [clientToken, partnerKey, privateKey];
}
