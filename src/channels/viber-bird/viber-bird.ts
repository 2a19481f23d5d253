import { birdChannel } from '../providers/bird/bird-channel.ts';
import { capabilities } from './capabilities.ts';

/** Viber through Bird's channels API: people are known by their phone numbers there, other than by a bot of one's own. */
export const viberBird = birdChannel({
  id: 'viber-bird',
  title: 'Viber (Bird)',
  family: 'viber',
  service: 'viber',
  app: 'Viber',
  capabilities,
  numbers: true,
});
