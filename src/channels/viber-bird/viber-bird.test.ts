import { testBirdChannel } from '../providers/bird/testing/suite.ts';
import { ADA, SERVICE, webhooks } from './fixtures/webhooks.ts';
import { viberBird } from './viber-bird.ts';

testBirdChannel({
  channel: viberBird,
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
