import { testBirdChannel } from '../providers/bird/testing/suite.ts';
import { ADA, SERVICE, webhooks } from './fixtures/webhooks.ts';
import { instagramBird } from './instagram-bird.ts';

testBirdChannel({ channel: instagramBird, service: SERVICE, person: ADA, fixtures: webhooks });
