import { birdChannel } from '../providers/bird/bird-channel.ts';
import { capabilities } from './capabilities.ts';

/** WhatsApp through Bird's channels API. */
export const whatsappBird = birdChannel({
  id: 'whatsapp-bird',
  title: 'WhatsApp (Bird)',
  family: 'whatsapp',
  service: 'whatsapp',
  app: 'WhatsApp',
  capabilities,
  numbers: true,
  quotes: true,
});
