import { testProvider } from '../phone/provider.contract.ts';
import { birdCase } from '../providers/bird/testing/provider-case.ts';
import { viberBird } from './viber-bird.ts';

testProvider(birdCase({ kind: viberBird, word: 'viber', key: 'phonenumber' }));
