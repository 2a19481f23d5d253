import { type Static, Type } from 'typebox';
import { ACCOUNT, SECRET } from '../../../base/schema.ts';
import { DEFAULT_API_BASE } from './api.ts';

/** Seconds for which a signature holds unless the connection says otherwise. */
export const DEFAULT_SIGNATURE_AGE = 300;

const UUID = '^[0-9a-zA-Z-]{8,64}$';

/** Form of a connection: one channel of one Bird workspace. `service` is what the app calls the kind of channel. */
export function birdConfig(service: string) {
  return Type.Object(
    {
      workspaceId: Type.String({
        title: 'Workspace ID',
        description: 'The first long id in the address of the Bird app.',
        pattern: UUID,
      }),
      channelId: Type.String({
        title: 'Channel ID',
        description: `Channels → ${service} → the channel: the id is shown at its top.`,
        pattern: UUID,
        ...ACCOUNT,
      }),
      organizationId: Type.Optional(
        Type.String({
          title: 'Organization ID',
          description: 'Needed to register the webhook by connecting: Settings → Organization.',
          pattern: UUID,
        }),
      ),
      accessKey: secret('Access key', 'Settings → Access keys; with a role that may use the channel.'),
      signingKey: secret('Signing key', 'A long random text of your choice; Bird signs every webhook with it.'),
      previousSigningKey: Type.Optional(
        secret('Previous signing key', 'Set while the key is being changed: either is taken.'),
      ),
      signature: Type.Optional(
        Type.Union([Type.Literal('bird'), Type.Literal('jwt'), Type.Literal('legacy')], {
          title: 'Generation of the signature',
          description: 'Bird for workspaces on bird.com; JWT or legacy where the webhook still comes from MessageBird.',
          default: 'bird',
        }),
      ),
      signatureAgeSeconds: Type.Optional(
        Type.Integer({
          title: 'Seconds for which a signature holds',
          description: 'Raise it where repetitions of webhooks that were missed are refused.',
          default: DEFAULT_SIGNATURE_AGE,
          minimum: 1,
          maximum: 172_800,
        }),
      ),
      apiBase: Type.Optional(
        Type.String({ title: 'API address', default: DEFAULT_API_BASE, pattern: '^https?://[^\\s?#]+$' }),
      ),
    },
    { additionalProperties: false },
  );
}

/** The configuration of such a connection. */
export type BirdConfig = Static<ReturnType<typeof birdConfig>>;

function secret(title: string, description: string) {
  return Type.String({ title, description, pattern: '^\\S+$', ...SECRET });
}
