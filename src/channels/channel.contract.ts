import type { JsonObject } from '../base/json.ts';
import { testAccounts } from './contract/accounts.ts';
import { testAcknowledging } from './contract/acknowledging.ts';
import { testConnecting } from './contract/connecting.ts';
import { testDescribing } from './contract/describing.ts';
import { testDownloading } from './contract/downloading.ts';
import { testFuzzing } from './contract/fuzzing.ts';
import { testListening } from './contract/listening.ts';
import { testRecipient } from './contract/recipient.ts';
import { testReceiving } from './contract/receiving.ts';
import { testSending } from './contract/sending.ts';
import type { ChannelSuite } from './contract/suite.ts';
import { testVerifying } from './contract/verifying.ts';

/** Registers the suite that every channel passes, whatever its provider. */
export function testChannel<C extends JsonObject>(suite: ChannelSuite<C>): void {
  testDescribing(suite);
  testVerifying(suite);
  testReceiving(suite);
  testSending(suite);
  testRecipient(suite);
  testDownloading(suite);
  testAccounts(suite);
  testConnecting(suite);
  testListening(suite);
  testAcknowledging(suite);
  testFuzzing(suite);
}
