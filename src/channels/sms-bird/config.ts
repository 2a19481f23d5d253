import { type BirdConfig, birdConfig } from '../providers/bird/account.ts';

/** Form of a connection: one SMS channel of one Bird workspace. */
export const smsBirdConfig = birdConfig('SMS');

/** The configuration of such a connection. */
export type SmsBirdConfig = BirdConfig;
