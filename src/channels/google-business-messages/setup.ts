import type { SetupStep } from '../channel.ts';
import { capabilities } from './capabilities.ts';
import type { GbmConfig } from './config.ts';

/** The webhook was entered by hand; the page for it is gone with the service. */
export function setup({ url }: { url: string }, { clientToken }: GbmConfig): readonly SetupStep[] {
  return [
    {
      title: `Tell the partner account the address (not possible at Google since ${capabilities.retired})`,
      place: 'Business Communications Developer Console → Partner account settings → Webhook',
      values: { 'Webhook endpoint URL': url, 'Client token': clientToken },
    },
  ];
}
