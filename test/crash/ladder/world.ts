import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../../../src/base/json.ts';
import type { Phone } from '../../../src/simulator/phone/phone.ts';
import { demoOptions } from '../../../src/simulator/phone/run-many.ts';
import { startPhone } from '../../../src/simulator/phone/server.ts';
import { smsVonage } from '../../../src/simulator/sms-vonage/sms-vonage.ts';
import { ROUGH, silence, startChaosPhone } from '../chaos/providers.ts';
import { faultFor, flowFile, type Plan } from './plan.ts';

/** The connections, which are the phones of a person. */
export const PLACES = ['whatsapp', 'sms'] as const;

/** Where a message is seen. */
export type Place = (typeof PLACES)[number];

/** Sends that get no answer while the storm lasts, having reached the phone or not, and answers that are cut off. */
const SILENCES = 0.04;
const LOST_ANSWERS = 0.02;

/** The pretend providers: they outlive every kill. */
export type World = {
  phones: Record<Place, Phone>;
  /** The connections that lead to them. */
  connections: JsonObject;
  /** Sets what WhatsApp has against the reminders of people. */
  expect(plans: readonly Plan[]): void;
  /** Where the server listens now. */
  setServer(url: string): void;
  /** How long WhatsApp keeps back what became of messages. */
  delayStatuses(ms: number): void;
  /** Answers every call from now on and tells at once what becomes of messages; what was planned stays. */
  calm(): void;
  close(): Promise<void>;
};

/** Starts two phones, of providers that know nothing of each other; both redeliver until they are answered 200. */
export async function startWorld(seed: number): Promise<World> {
  const whatsapp = await startChaosPhone();
  const options = demoOptions(smsVonage);
  const sms = await startPhone({}, (phone) => smsVonage.open(phone, options));
  Object.assign(sms.phone.settings, ROUGH);
  const phones = { whatsapp: whatsapp.phone, sms: sms.phone };
  const planned = (plans: readonly Plan[]): void =>
    plans.forEach((plan) => {
      const fault = faultFor(plan);
      if (fault) whatsapp.faults.add(fault);
    });
  let known: readonly Plan[] = [];
  return {
    phones,
    connections: {
      whatsapp: whatsapp.connection,
      sms: { channel: smsVonage.id, config: { ...options, ...smsVonage.overlay(sms.url) } },
    },
    expect(plans) {
      known = plans;
      for (const [index, { faults }] of [whatsapp, sms].entries()) {
        silence(faults, SILENCES, seed + 10 * index);
        faults.add({ kind: 'drop', accepted: true, probability: LOST_ANSWERS, seed: seed + 10 * index + 2 });
      }
      planned(plans);
    },
    setServer(url) {
      for (const place of PLACES) phones[place].setTarget(`${url}/hooks/${place}`);
    },
    delayStatuses: (ms) => void (phones.whatsapp.settings.statusDelayMs = ms),
    calm() {
      for (const { faults } of [whatsapp, sms]) faults.clear();
      phones.whatsapp.settings.statusDelayMs = 0;
      planned(known);
    },
    async close() {
      await Promise.all([whatsapp.close(), sms.close()]);
    },
  };
}

/** Writes the project folder: two connections to the pretend providers, one flow. */
export async function writeProject(folder: string, { connections }: World): Promise<void> {
  await mkdir(join(folder, 'flows'), { recursive: true });
  await writeFile(join(folder, 'rondine.json'), JSON.stringify({ connections }, null, 2));
  await writeFile(join(folder, 'flows', 'ladder.json'), JSON.stringify(flowFile(), null, 2));
}
