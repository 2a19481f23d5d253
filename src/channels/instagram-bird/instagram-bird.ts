import { birdMessenger } from '../providers/bird/messenger.ts';
import { capabilities } from './capabilities.ts';

/** Instagram through Bird's channels API. */
export const instagramBird = birdMessenger({
  id: 'instagram-bird',
  title: 'Instagram (Bird)',
  family: 'instagram',
  service: 'instagram',
  app: 'Instagram',
  capabilities,
  numbers: false,
});
