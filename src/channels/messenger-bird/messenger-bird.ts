import { birdChannel } from '../providers/bird/bird-channel.ts';
import { capabilities } from './capabilities.ts';

/** Messenger through Bird's channels API, which calls it Facebook. */
export const messengerBird = birdChannel({
  id: 'messenger-bird',
  title: 'Messenger (Bird)',
  family: 'messenger',
  service: 'facebook',
  app: 'Facebook',
  capabilities,
  numbers: false,
});
