import type { BirdConfig } from '../../../src/channels/providers/bird/account.ts';
import { whatsappBird } from '../../../src/channels/whatsapp-bird/whatsapp-bird.ts';
import type { Conformance } from '../recorded.ts';

/** The vectors of the signatures are tried by the channel for SMS. */
export const conformance: Conformance<BirdConfig> = {
  channel: whatsappBird,
  folder: '',
  none: 'nobody has published a recorded webhook of Bird’s new platform',
  configFor: () => ({
    workspaceId: 'workspace-1',
    channelId: 'channel-1',
    accessKey: 'access-key',
    signingKey: 'signing-key',
  }),
};
