import type { Channel } from '../channel.ts';
import { acknowledge } from './acknowledge.ts';
import { capabilities } from './capabilities.ts';
import { check } from './check.ts';
import { gbmConfig, type GbmConfig } from './config.ts';
import { download } from './media.ts';
import { receive } from './receive.ts';
import { send } from './send.ts';
import { setup } from './setup.ts';
import { it } from './texts.it.ts';
import { verify } from './verify.ts';

/**
 * Google Business Messages, which ended on 2024-07-31: the documented protocol, against a simulator only. People began
 * each conversation, so nobody could be written to first.
 */
export const googleBusinessMessages: Channel<GbmConfig> = {
  id: 'google-business-messages',
  title: 'Google Business Messages (retired on 2024-07-31)',
  texts: { it },
  config: gbmConfig,
  capabilities,
  verify,
  receive,
  send,
  setup,
  acknowledge,
  check,
  download,
};
