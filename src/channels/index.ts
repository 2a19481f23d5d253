import type { Channel } from './channel.ts';
import { googleBusinessMessages } from './google-business-messages/google-business-messages.ts';
import { instagram } from './instagram/instagram.ts';
import { instagramBird } from './instagram-bird/instagram-bird.ts';
import { line } from './line/line.ts';
import { messenger } from './messenger/messenger.ts';
import { messengerBird } from './messenger-bird/messenger-bird.ts';
import { smsBird } from './sms-bird/sms-bird.ts';
import { smsGateway } from './sms-gateway/sms-gateway.ts';
import { smsTwilio } from './sms-twilio/sms-twilio.ts';
import { smsVonage } from './sms-vonage/sms-vonage.ts';
import { telegram } from './telegram/telegram.ts';
import { viber } from './viber/viber.ts';
import { viberBird } from './viber-bird/viber-bird.ts';
import { wechat } from './wechat/wechat.ts';
import { whatsapp } from './whatsapp/whatsapp.ts';
import { whatsappBird } from './whatsapp-bird/whatsapp-bird.ts';
import { whatsappTwilio } from './whatsapp-twilio/whatsapp-twilio.ts';

/** Every channel that a connection can use. */
export const channels: readonly Channel[] = [
  whatsapp,
  whatsappTwilio,
  whatsappBird,
  telegram,
  messenger,
  messengerBird,
  instagram,
  instagramBird,
  viber,
  viberBird,
  line,
  wechat,
  smsTwilio,
  smsVonage,
  smsBird,
  smsGateway,
  googleBusinessMessages,
];
