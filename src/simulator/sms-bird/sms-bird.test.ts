import { testProvider } from '../phone/provider.contract.ts';
import { birdCase } from '../providers/bird/testing/provider-case.ts';
import { smsBird } from './sms-bird.ts';

testProvider(
  birdCase({ kind: smsBird, word: 'sms', key: 'phonenumber', statuses: { delivered: /"status":"delivered"/ } }),
);
