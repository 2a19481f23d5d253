import { deedShapes } from '../phone/deed.ts';
import { birdPhone } from '../providers/bird/phone.ts';
import { NUMBER_KEY } from '../providers/bird/service.ts';

/** Viber through Bird in the list of simulators. */
export const viberBird = birdPhone(
  { id: 'viber-bird', title: 'Viber (Bird)', accent: '#665cac', place: 5 },
  {
    word: 'viber',
    name: 'Viber',
    key: NUMBER_KEY,
    takes: ['text'],
    deeds: deedShapes('text'),
    statuses: ['sent'],
  },
);
