import { deedShapes } from '../phone/deed.ts';
import { birdPhone } from '../providers/bird/phone.ts';
import { NUMBER_KEY } from '../providers/bird/service.ts';

/** WhatsApp through Bird in the list of simulators. */
export const whatsappBird = birdPhone(
  { id: 'whatsapp-bird', title: 'WhatsApp (Bird)', accent: '#128c7e', place: 4 },
  {
    word: 'whatsapp',
    name: 'WhatsApp',
    key: NUMBER_KEY,
    takes: ['text', 'list', 'image', 'file', 'location', 'template'],
    deeds: deedShapes('text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'choice'),
    statuses: ['sent', 'delivered', 'read'],
    windowMs: 24 * 3_600_000,
  },
);
