import { birdMessenger } from '../providers/bird/messenger.ts';
import { capabilities } from './capabilities.ts';

/** Messenger through Bird's channels API, which calls it Facebook. */
export const messengerBird = birdMessenger({
  id: 'messenger-bird',
  title: 'Messenger (Bird)',
  family: 'messenger',
  service: 'facebook',
  app: 'Facebook',
  capabilities,
  numbers: false,
});
