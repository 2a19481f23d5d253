import { testBirdChannel } from '../providers/bird/testing/suite.ts';
import { ADA, SERVICE, webhooks } from './fixtures/webhooks.ts';
import { whatsappBird } from './whatsapp-bird.ts';

testBirdChannel({
  channel: whatsappBird,
  service: SERVICE,
  person: ADA,
  fixtures: webhooks,
  recipient: {
    good: [
      { address: '+39 333 123 4567', sender: ADA.sender },
      { address: '333 1234567', country: 'IT', sender: ADA.sender },
    ],
    bad: ['12', 'Ada', '+999 1'],
  },
});
