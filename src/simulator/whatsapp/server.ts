import { startPhone, type PhoneServer as CommonServer } from '../phone/server.ts';
import type { PhoneOptions } from './options.ts';
import type { WhatsAppPhone } from './phone.ts';
import { openWhatsApp } from './whatsapp.ts';

/** A running phone simulator. */
export type PhoneServer = Omit<CommonServer, 'phone'> & { phone: WhatsAppPhone };

/** Starts a phone on 127.0.0.1: the Graph API, and the control calls under `/_control/`. */
export async function startPhoneServer(options: PhoneOptions): Promise<PhoneServer> {
  const server = await startPhone(options, (phone) => openWhatsApp(phone, options));
  return { ...server, phone: server.phone.provider.phone };
}
