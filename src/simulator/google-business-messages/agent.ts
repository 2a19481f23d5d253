import type { KeyObject } from 'node:crypto';
import type { Phone } from '../phone/phone.ts';
import type { Settings } from '../phone/settings.ts';

/** Settings of these phones beyond the common ones. */
export type AgentSettings = Settings & {
  /** People's devices show words only: a card needs a `fallback`, and is shown as that. */
  plainDevices: boolean;
};

/** One agent of a partner, with what Google knows about it. */
export type Agent = {
  phone: Phone;
  id: string;
  partnerKey: string;
  clientToken: string;
  serviceAccount: string;
  /** Of the service account's key. */
  publicKey: KeyObject;
  settings: AgentSettings;
};
