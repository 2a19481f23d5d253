import type { Sender } from '../../message/address.ts';
import type { Channel } from '../channel.ts';
import { acknowledge } from './acknowledge.ts';
import { capabilities } from './capabilities.ts';
import { check } from './check.ts';
import { wechatConfig, type WechatConfig } from './config.ts';
import { download } from './media.ts';
import { receive } from './receive.ts';
import { send } from './send.ts';
import { setup } from './setup.ts';
import { it } from './texts.it.ts';
import { verify } from './verify.ts';

/** WeChat: one Official Account, by WeChat’s own API. */
export const wechat: Channel<WechatConfig> = {
  id: 'wechat',
  title: 'WeChat',
  texts: { it },
  config: wechatConfig,
  capabilities,
  verify,
  receive,
  send,
  recipient,
  setup,
  acknowledge,
  check,
  download,
};

const OPENID = /^o[A-Za-z0-9_-]{27}$/;

/** A follower’s openid, which belongs to this account alone. */
function recipient(address: string): Sender | undefined {
  const openid = address.trim();
  return OPENID.test(openid) ? { key: openid, addresses: [{ kind: 'user', value: openid }] } : undefined;
}
