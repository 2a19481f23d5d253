import { Type } from 'typebox';
import { SECRET } from '../../base/schema.ts';
import type { ConnectorIo } from '../connector.ts';

/** One way to reach the staff. Which fields count depends on `kind`. */
export type NotifyConfig = {
  readonly kind: 'smtp' | 'slack' | 'teams' | 'webhook';
  readonly url?: string;
  readonly hmacSecret?: string;
  readonly host?: string;
  readonly port?: number;
  readonly secure?: 'starttls' | 'implicit' | 'none';
  readonly user?: string;
  readonly password?: string;
  readonly from?: string;
  readonly fromName?: string;
  readonly replyTo?: string;
  readonly to?: readonly string[];
};

/** What sending a notice gets to work with. */
export type NotifyIo = ConnectorIo<NotifyConfig>;

/** One bare address. It goes into commands and headers, so nothing that could end one may pass. */
export const MAIL_ADDRESS =
  '^[^\\s@<>(),;:"\\\\\\[\\]\\u0000-\\u001f\\u007f]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$';

const address = (title: string, description: string) =>
  Type.Optional(Type.String({ title, description, pattern: MAIL_ADDRESS, maxLength: 254 }));

/** The form of a connection. */
export const configSchema = Type.Object(
  {
    kind: Type.Enum(['smtp', 'slack', 'teams', 'webhook'], {
      title: 'Way',
      description: 'smtp: by mail. slack, teams: into a channel there. webhook: to a program of yours.',
    }),
    url: Type.Optional(
      Type.String({
        title: 'Webhook URL',
        description: 'slack, teams, webhook: where to post. Whoever knows it can post too.',
        pattern: '^https?://',
        ...SECRET,
      }),
    ),
    hmacSecret: Type.Optional(
      Type.String({ title: 'Signing secret', description: 'webhook: signs what is posted.', minLength: 16, ...SECRET }),
    ),
    host: Type.Optional(
      Type.String({ title: 'Mail server', description: 'smtp: its name.', pattern: '^[A-Za-z0-9.:-]+$' }),
    ),
    port: Type.Optional(
      Type.Integer({
        title: 'Port',
        description: 'smtp: 587 for starttls, 465 for implicit, 25 for none, when it is unset.',
        minimum: 1,
        maximum: 65_535,
      }),
    ),
    secure: Type.Optional(
      Type.Enum(['starttls', 'implicit', 'none'], {
        title: 'Encryption',
        description: 'smtp: starttls and implicit refuse a server without TLS; none is for a relay on this machine.',
        default: 'starttls',
      }),
    ),
    user: Type.Optional(Type.String({ title: 'User', description: 'smtp: empty when the server asks for none.' })),
    password: Type.Optional(Type.String({ title: 'Password', ...SECRET })),
    from: address('From', 'smtp: address that the mail comes from.'),
    fromName: Type.Optional(Type.String({ title: 'Name of the sender', maxLength: 100 })),
    replyTo: address('Reply to', 'smtp: address that answers go to.'),
    to: Type.Optional(
      Type.Array(Type.String({ pattern: MAIL_ADDRESS, maxLength: 254 }), {
        title: 'To',
        description: 'smtp: who gets notices that name nobody.',
        maxItems: 50,
      }),
    ),
  },
  { additionalProperties: false },
);
