import type { SetupStep } from '../channel.ts';
import type { WechatConfig } from './config.ts';

const PLACE = 'mp.weixin.qq.com → Settings and Development (设置与开发) → Basic Configuration (基本配置)';

/** WeChat takes the webhook’s address by hand only; it calls the address at once, so the server must be up. */
export function setup({ url }: { url: string }, { token, encodingAesKey }: WechatConfig): readonly SetupStep[] {
  return [
    { title: 'Let this server use the API', place: `${PLACE} → IP allowlist (IP白名单)` },
    {
      title: 'Tell WeChat the address, and switch it on',
      place: `${PLACE} → Server Configuration (服务器配置) → Modify (修改配置)`,
      values: {
        'URL (服务器地址)': url,
        'Token (令牌)': token,
        ...(encodingAesKey !== undefined && { 'EncodingAESKey (消息加解密密钥)': encodingAesKey }),
        'Mode (消息加解密方式)': encodingAesKey === undefined ? 'Plain (明文模式)' : 'Safe (安全模式)',
      },
    },
  ];
}
