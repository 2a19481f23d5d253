import { birdMessenger } from '../providers/bird/messenger.ts';
import { capabilities } from './capabilities.ts';

/** WhatsApp through Bird's channels API. */
export const whatsappBird = birdMessenger({
  id: 'whatsapp-bird',
  title: 'WhatsApp (Bird)',
  family: 'whatsapp',
  service: 'whatsapp',
  app: 'WhatsApp',
  capabilities,
  numbers: true,
  quotes: true,
});
