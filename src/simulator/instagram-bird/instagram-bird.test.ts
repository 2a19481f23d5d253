import { testProvider } from '../phone/provider.contract.ts';
import { birdCase } from '../providers/bird/testing/provider-case.ts';
import { instagramBird } from './instagram-bird.ts';

testProvider(birdCase({ kind: instagramBird, word: 'instagram', key: 'instagram-key-1', choices: true }));
