import { openApi } from './open-api.ts';
import type { Spec } from './spec.ts';
import { derivedSpec, telegramSpec } from './typed-fields.ts';

/** LINE's Messaging API. */
export function line(): Spec {
  return openApi('line/messaging-api.yml');
}

/** Telegram's Bot API. */
export function telegram(): Spec {
  return telegramSpec();
}

/** Twilio's messages, of SMS and of WhatsApp. */
export function twilio(): Spec {
  return openApi('twilio/twilio_api_v2010.messages-only.json', '', { form: true });
}

/** Vonage's SMS API. */
export function vonageSms(): Spec {
  return openApi('vonage/sms.yml', '/sms');
}

/** Google Business Messages, as its client had it. */
export function gbm(): Spec {
  return derivedSpec('gbm/businessmessages-v1.schemas.derived.json', [
    [/\/v1\/conversations\/[^/]+\/messages$/, 'BusinessMessagesMessage'],
    [/\/v1\/conversations\/[^/]+\/events$/, 'BusinessMessagesEvent'],
    [/\/v1\/conversations\/[^/]+\/messages\/[^/]+\/receipt$/, 'BusinessMessagesReceipt'],
  ]);
}
