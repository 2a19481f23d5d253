import type { ChannelIo, SetupStep } from '../channel.ts';
import { textAt } from '../providers/reading.ts';
import { callApi } from './api.ts';
import type { LineConfig } from './config.ts';

type Io = ChannelIo<LineConfig>;

/** Has LINE call the address, and has it try. Switching webhooks on is left to a person: the API cannot. */
export async function connect({ url }: { url: string }, io: Io): Promise<{ message: string }> {
  await callApi(io, { method: 'PUT', path: '/channel/webhook/endpoint', body: { endpoint: url } });
  const { active } = await callApi(io, { method: 'GET', path: '/channel/webhook/endpoint' });
  const off =
    'Webhooks are switched off: at LINE Developers open the channel, Messaging API, and switch on “Use webhook”.';
  if (active === false) return { message: `LINE knows the address ${url}. ${off}` };
  const trial = await callApi(io, { method: 'POST', path: '/channel/webhook/test', body: { endpoint: url } });
  if (trial['success'] !== false) return { message: `LINE sends what people write to ${url}.` };
  const why = [textAt(trial, 'reason'), textAt(trial, 'detail')].filter(Boolean).join(': ');
  return {
    message: `LINE knows the address ${url} but could not reach it (${why}). Check again once the server answers there.`,
  };
}

/** What the console has and the API has not. */
export function setup({ url }: { url: string }): readonly SetupStep[] {
  const place = 'developers.line.biz → the provider → the channel → Messaging API';
  return [
    {
      title: 'Enter the address, switch on “Use webhook” and “Webhook redelivery”, and press Verify (Verifica)',
      place: `${place} → Webhook settings`,
      values: { 'Webhook URL': url },
    },
    {
      title: 'Switch off the account’s own greetings and automatic answers (Messaggi di risposta automatica)',
      place: 'manager.line.biz → the account → Settings → Response settings',
    },
  ];
}
