import { birdChannel } from '../providers/bird/bird-channel.ts';
import { capabilities } from './capabilities.ts';

/** Instagram through Bird's channels API. */
export const instagramBird = birdChannel({
  id: 'instagram-bird',
  title: 'Instagram (Bird)',
  family: 'instagram',
  service: 'instagram',
  app: 'Instagram',
  capabilities,
  numbers: false,
});
