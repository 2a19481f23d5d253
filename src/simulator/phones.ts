import type { ProviderKind } from './phone/provider.ts';
import { whatsapp } from './whatsapp/whatsapp.ts';

/** Every provider whose phone can be simulated, by the id of its channel. */
export const phones: Readonly<Record<string, ProviderKind>> = Object.fromEntries(
  [whatsapp].map((kind) => [kind.id, kind]),
);
