import { createDecipheriv, createHash } from 'node:crypto';
import { testProvider, type BusinessCall } from '../phone/provider.contract.ts';
import type { ReceivedHook } from '../phone/receiver.ts';
import type { WechatDeed } from './pushes.ts';
import { wechat } from './wechat.ts';

const of = (name: string): string => wechat.options[name]?.demo ?? '';
const TOKEN = createHash('sha256')
  .update(`${of('appId')}/${of('appSecret')}/0`)
  .digest('hex');
const OWN: WechatDeed[] = [{ click: 'bolletta' }, { scan: 'vetrina' }];

const send = (touser: string, rest: object, token = TOKEN): BusinessCall => ({
  path: `/cgi-bin/message/custom/send?access_token=${token}`,
  body: { touser, ...rest },
});
const text = (content: string) => ({ msgtype: 'text', text: { content } });

function encryptedIn({ bytes }: ReceivedHook): string {
  return /<Encrypt><!\[CDATA\[(.+?)\]\]>/.exec(bytes.toString())?.[1] ?? '';
}

function words(hook: ReceivedHook): string {
  const key = Buffer.from(`${of('encodingAesKey')}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([decipher.update(encryptedIn(hook), 'base64'), decipher.final()]).toString();
}

testProvider({
  kind: wechat,
  words,
  signed(hook) {
    const query = new URL(hook.url, 'http://localhost').searchParams;
    const parts = [of('token'), query.get('timestamp') ?? '', query.get('nonce') ?? '', encryptedIn(hook)];
    const expected = createHash('sha1').update(parts.toSorted().join('')).digest('hex');
    return query.get('msg_signature') === expected && words(hook).includes(of('appId'));
  },
  text: (to, content) => send(to, text(content)),
  stranger: (to, content) => send(to, text(content), 'wrong'),
  choices: (to, head, choices) => {
    const list = choices.map(({ id, title }) => ({ id, content: title }));
    return send(to, { msgtype: 'msgmenu', msgmenu: { head_content: head, list } });
  },
  accepted: ({ status, text: answer }) => status === 200 && (JSON.parse(answer) as { errcode: number }).errcode === 0,
  deeds: OWN,
  statuses: {},
});
