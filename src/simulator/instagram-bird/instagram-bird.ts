import { deedShapes } from '../phone/deed.ts';
import { birdPhone } from '../providers/bird/phone.ts';

/** Instagram through Bird in the list of simulators; the kind of its people's ids is made up. */
export const instagramBird = birdPhone(
  { id: 'instagram-bird', title: 'Instagram (Bird)', accent: '#b5307f', place: 7 },
  {
    word: 'instagram',
    name: 'Instagram',
    key: 'instagram-key-1',
    takes: ['text', 'image', 'file'],
    deeds: deedShapes('text', 'image', 'video', 'audio', 'document', 'choice'),
    statuses: ['sent'],
    windowMs: 24 * 3_600_000,
  },
);
