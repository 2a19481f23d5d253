import type { SmsGatewayConfig } from '../../../src/channels/sms-gateway/config.ts';
import { smsGateway } from '../../../src/channels/sms-gateway/sms-gateway.ts';
import type { Conformance } from '../recorded.ts';

/** A gateway of whatever make: the connection says what its requests look like. */
export const conformance: Conformance<SmsGatewayConfig> = {
  channel: smsGateway,
  folder: '',
  none: 'its requests are whatever a connection says',
  configFor: () => ({ sender: '393990000001', authSecret: 'a-secret', send: { url: 'https://gateway.example.com' } }),
};
