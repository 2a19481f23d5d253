import { deedShapes } from '../phone/deed.ts';
import { birdPhone } from '../providers/bird/phone.ts';

/** Messenger through Bird in the list of simulators. */
export const messengerBird = birdPhone(
  { id: 'messenger-bird', title: 'Messenger (Bird)', accent: '#0a6ebd', place: 6 },
  {
    word: 'facebook',
    name: 'Facebook',
    key: 'facebookid-164849000000001',
    takes: ['text', 'image', 'file'],
    deeds: deedShapes('text', 'image', 'video', 'audio', 'document', 'choice'),
    statuses: ['sent'],
    windowMs: 24 * 3_600_000,
  },
);
