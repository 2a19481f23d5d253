import type { ChannelIo, SetupStep } from '../channel.ts';
import type { SmsVonageConfig } from './config.ts';

type Io = ChannelIo<SmsVonageConfig>;

/** Notes the address for statuses, which each message asks for by itself. Messages need the steps of `setup`. */
export async function connect({ url }: { url: string }, io: Io): Promise<{ message: string }> {
  await io.connection.update((config) => (config.statusCallback === url ? config : { ...config, statusCallback: url }));
  return { message: `Vonage reports statuses to ${url}. For messages, enter the same address at the number.` };
}

/** Forgets the address for statuses. */
export async function disconnect(io: Io): Promise<void> {
  await io.connection.update((config) => {
    const { statusCallback, ...rest } = config;
    return statusCallback === undefined ? config : rest;
  });
}

/** What Vonage lets only a person enter: the address at the number, and how webhooks are signed. */
export function setup({ url }: { url: string }, config: SmsVonageConfig): readonly SetupStep[] {
  const method = config.signatureMethod ?? 'HMAC-SHA256';
  return [
    {
      title: 'Send messages here',
      place: 'dashboard.nexmo.com → Numbers → Your numbers → the pencil beside the number → SMS',
      values: { 'Inbound webhook URL': url },
    },
    {
      title: 'Post them',
      place: 'dashboard.nexmo.com → API settings → SMS settings',
      values: { 'Webhook format': 'POST-JSON', 'Default SMS setting': 'SMS API' },
    },
    {
      title: 'Sign them',
      place: 'dashboard.nexmo.com → API settings → Signed webhooks',
      values: { 'Signature method': method, 'Signature secret': 'the one in the connection' },
    },
  ];
}
