import type { JsonObject } from '../base/json.ts';
import { testDownloading } from './contract/downloading.ts';
import { testRecipient } from './contract/recipient.ts';
import { testReceiving } from './contract/receiving.ts';
import { testSending } from './contract/sending.ts';
import type { ChannelSuite } from './contract/suite.ts';
import { testVerifying } from './contract/verifying.ts';

/** Registers the suite that every channel passes, whatever its provider. */
export function testChannel<C extends JsonObject>(suite: ChannelSuite<C>): void {
  testVerifying(suite);
  testReceiving(suite);
  testSending(suite);
  testRecipient(suite);
  testDownloading(suite);
}
