import { testBirdMessenger } from '../providers/bird/testing/suite.ts';
import { ADA, SERVICE, webhooks } from './fixtures/webhooks.ts';
import { messengerBird } from './messenger-bird.ts';

testBirdMessenger({ channel: messengerBird, service: SERVICE, person: ADA, fixtures: webhooks });
