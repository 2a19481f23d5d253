import { Type } from 'typebox';
import { SECRET } from '../../../base/schema.ts';
import { DEFAULT_API_BASE } from './api.ts';

const SERVICE = /^MG[0-9a-zA-Z]{32}$/;

/** What every connection says of its Twilio account; each channel adds its sender. */
export const accountFields = {
  accountSid: Type.String({
    title: 'Account SID',
    description: 'Begins with AC; the console’s home page shows it under Account Info.',
    pattern: '^AC[0-9a-zA-Z]{32}$',
  }),
  authToken: secret('Auth token', 'The primary one, under Account Info; Twilio signs every webhook with it.'),
  previousAuthToken: Type.Optional(
    secret('Previous auth token', 'Set while the token is being changed: webhooks signed with either are taken.'),
  ),
  apiKeySid: Type.Optional(
    Type.String({
      title: 'API key SID',
      description: 'Begins with SK. With its secret it is used for calls in place of the auth token.',
      pattern: '^SK[0-9a-zA-Z]{32}$',
    }),
  ),
  apiKeySecret: Type.Optional(secret('API key secret', 'Twilio shows it once, when the key is made.')),
  statusCallback: Type.Optional(
    Type.String({
      title: 'Address for statuses',
      description: 'Where Twilio reports what became of messages; connecting fills it in.',
      pattern: '^https?://[^\\s#]+$',
    }),
  ),
  apiBase: Type.Optional(
    Type.String({ title: 'API address', default: DEFAULT_API_BASE, pattern: '^https?://[^\\s?#]+$' }),
  ),
};

/** True where the connection sends through a messaging service, which picks the number itself. */
export function isService({ sender }: { sender: string }): boolean {
  return SERVICE.test(sender);
}

function secret(title: string, description: string) {
  return Type.String({ title, description, pattern: '^\\S+$', ...SECRET });
}
