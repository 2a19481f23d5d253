import { testProvider } from '../phone/provider.contract.ts';
import { birdCase } from '../providers/bird/testing/provider-case.ts';
import { messengerBird } from './messenger-bird.ts';

testProvider(birdCase({ kind: messengerBird, word: 'facebook', key: 'facebookid-164849000000001', choices: true }));
