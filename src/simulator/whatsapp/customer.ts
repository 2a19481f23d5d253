import { createCustomer as createDriver, type CustomerDriver } from '../phone/customer.ts';
import type { Inbound } from './inbound.ts';
import type { CustomerSpec } from './model.ts';
import type { WhatsAppPhone } from './phone.ts';

/** Gives a program a customer's phone on WhatsApp, with all that one can do there. */
export const createCustomer: (phone: WhatsAppPhone, spec: CustomerSpec) => CustomerDriver<Inbound> = createDriver;
