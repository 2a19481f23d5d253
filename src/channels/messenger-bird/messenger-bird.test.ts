import { testBirdChannel } from '../providers/bird/testing/suite.ts';
import { ADA, SERVICE, webhooks } from './fixtures/webhooks.ts';
import { messengerBird } from './messenger-bird.ts';

testBirdChannel({ channel: messengerBird, service: SERVICE, person: ADA, fixtures: webhooks });
