import type { ProviderKind } from './phone/provider.ts';
import { telegram } from './telegram/telegram.ts';
import { whatsapp } from './whatsapp/whatsapp.ts';

/** Every provider whose phone can be simulated, by the id of its channel. */
export const phones: Readonly<Record<string, ProviderKind>> = Object.fromEntries(
  [whatsapp, telegram].map((kind) => [kind.id, kind]),
);
