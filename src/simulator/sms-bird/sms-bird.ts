import { deedShapes } from '../phone/deed.ts';
import { birdPhone } from '../providers/bird/phone.ts';
import { NUMBER_KEY } from '../providers/bird/service.ts';
import { smsKind } from '../providers/sms.ts';

/** SMS through Bird in the list of simulators. */
export const smsBird = birdPhone(
  { id: 'sms-bird', title: 'SMS (Bird)', accent: smsKind.accent, place: 2 },
  {
    word: 'sms',
    name: 'SMS',
    key: NUMBER_KEY,
    takes: ['text'],
    deeds: deedShapes('text'),
    statuses: ['sent', 'delivered'],
  },
);
