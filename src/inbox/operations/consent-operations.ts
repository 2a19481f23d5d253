import { Type } from 'typebox';
import { Failure } from '../../base/failure.ts';
import { PURPOSES } from '../../message/purpose.ts';
import type { ContactRecord } from '../../store/records.ts';
import { consentOf, giveConsent, withdrawConsent } from '../contacts/consent.ts';
import { incomingKey } from '../conversation.ts';
import { addressKey } from '../people.ts';
import { contactFor, defineOperation } from './define.ts';
import { contactField, textField } from './fields.ts';
import type { OperationScene, OwnOperation } from './operation.ts';

const place = {
  contact: contactField,
  purpose: Type.Enum(PURPOSES, {
    title: 'Purpose',
    description: 'What the person may be written to for.',
    examples: ['marketing'],
  }),
  address: Type.Optional(
    textField('Address', 'Phone number or e-mail address; absent = the one that answers go to.', '+393330000001', 300),
  ),
  brand: Type.Optional(textField('Brand', 'In whose name; absent where there is one brand only.', 'acme', 100)),
};

const setConsent = defineOperation({
  title: 'Set consent',
  description: 'Writes down that a person agrees, or no longer agrees, to be written to for a purpose, with the proof.',
  input: Type.Object(
    {
      ...place,
      state: Type.Enum(['given', 'withdrawn'], {
        title: 'State',
        description: 'Whether it is given or withdrawn.',
        examples: ['given'],
      }),
      wording: Type.Optional(
        textField('Wording', 'What the person agreed to, in full.', 'Posso scriverti le offerte?', 4000),
      ),
      version: Type.Optional(textField('Version', 'Version of the wording.', '2026-11', 100)),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    state: Type.Enum(['given', 'withdrawn'], { title: 'State', description: 'How it stands now.' }),
    address: textField('Address', 'The address that it is for.', 'phone:+393330000001'),
  }),
  examples: [
    {
      input: { purpose: 'marketing', state: 'given', wording: 'Posso scriverti le offerte?', version: '2026-11' },
      output: { state: 'given', address: 'phone:+393330000001' },
    },
  ],
  async run({ contact: key, address: given, state, wording, version, purpose, brand }, scene) {
    const contact = await contactFor(key, scene);
    const address = addressFor(given, contact, scene);
    const { conversation, run } = scene;
    const proof = {
      how: run ? `message in flow ${run.flow.id}` : 'said by staff',
      ...(wording === undefined ? {} : { wording }),
      ...(version === undefined ? {} : { version }),
      ...(run && conversation && conversation.received > 0 ? { message: incomingKey(conversation) } : {}),
    };
    const set = state === 'given' ? giveConsent : withdrawConsent;
    await set({ contact: contact.key, address, purpose, brand, proof, by: scene.by }, scene);
    return { state, address };
  },
});

const getConsent = defineOperation({
  title: 'Get consent',
  description: 'Tells whether a person may be written to for a purpose.',
  input: Type.Object(place, { additionalProperties: false }),
  output: Type.Object({
    outcome: Type.Enum(['given', 'withdrawn', 'unknown'], {
      title: 'Outcome',
      description: 'How the consent stands; unknown is no permission where one is needed.',
    }),
  }),
  outcomes: ['given', 'withdrawn', 'unknown'],
  examples: [
    { input: { purpose: 'marketing' }, output: { outcome: 'given' } },
    { input: { purpose: 'marketing', address: 'ada@example.org' }, output: { outcome: 'unknown' } },
  ],
  async run({ contact: key, address: given, purpose, brand }, scene) {
    const contact = await contactFor(key, scene);
    const address = addressFor(given, contact, scene);
    return { outcome: await consentOf({ contact: contact.key, address, purpose, brand }, scene.draft) };
  },
});

/** What flows and people do about consent. */
export const consentOperations: Readonly<Record<string, OwnOperation>> = { setConsent, getConsent };

/** The address that a consent is for, in one text: the one given, else where answers go, else the contact's own. */
function addressFor(given: string | undefined, contact: ContactRecord, scene: OperationScene): string {
  if (given !== undefined) return given.includes('@') ? `email:${given.toLowerCase()}` : spoken(given);
  const conversation = scene.contact?.key === contact.key ? scene.conversation : undefined;
  const reply = conversation?.replyTo[0];
  if (reply && conversation) return addressKey(reply, conversation.connection);
  const own = contact.addresses.find(({ kind }) => kind === 'phone' || kind === 'email');
  if (own) return `${own.kind}:${own.value}`;
  throw new Failure({ code: 'invalid', message: 'It is not clear for which address. Name the address.' });
}

/** A phone number as such; what begins with a kind of address is taken as it is. */
function spoken(text: string): string {
  return /^\+\d/.test(text) ? `phone:${text}` : text;
}
