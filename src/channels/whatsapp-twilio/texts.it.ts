import type { Texts } from '../../base/translate.ts';
import { it as twilio } from '../providers/twilio/texts.it.ts';

/** What this channel says, in Italian. */
export const it: Texts = {
  ...twilio,
  'The WhatsApp number with its prefix (+39…), or a messaging service’s SID (MG…).':
    'Il numero WhatsApp con il prefisso (+39…), o il SID di un servizio di messaggistica (MG…).',
  '{sender} is none of the account’s own WhatsApp senders.': '{sender} non è fra i mittenti WhatsApp dell’account.',
  'Compare it with Messaging → Senders → WhatsApp senders. The sandbox’s number is never listed there: it is for trying out only.':
    'Confrontarlo con Messaging → Senders → WhatsApp senders. Il numero della sandbox non vi appare mai: serve solo per le prove.',
  '{sender} belongs to the account and is {~state}; quality {quality}.':
    '{sender} appartiene all’account ed è in stato «{state}»; qualità {quality}.',
  '{sender} belongs to the account and is {~state}.': '{sender} appartiene all’account ed è in stato «{state}».',
  'Open Messaging → Senders → WhatsApp senders: it says what WhatsApp waits for.':
    'Aprire Messaging → Senders → WhatsApp senders: vi si legge che cosa attende WhatsApp.',
  'People block or report the messages: write less, and only to those who agreed.':
    'Le persone bloccano o segnalano i messaggi: scrivere meno, e solo a chi ha acconsentito.',
  '{sender} is none of the account’s own WhatsApp senders. Where it is the sandbox’s, enter {url} under Messaging → Try it out → Send a WhatsApp message → Sandbox settings → When a message comes in. Statuses come by themselves.':
    '{sender} non è fra i mittenti WhatsApp dell’account. Se è quello della sandbox, inserire {url} in Messaging → Try it out → Send a WhatsApp message → Sandbox settings → When a message comes in. Gli stati arrivano da soli.',
  'WhatsApp through Twilio cannot carry content of the kind {kind}.':
    'WhatsApp tramite Twilio non trasmette contenuti di tipo {kind}.',
  'The template’s head is a {kind} without a link.': 'La testata del modello ({kind}) non ha un link.',
  'The Twilio account has no content “{name}” in {language}. Look under Messaging → Content Template Builder.':
    'L’account Twilio non ha un contenuto «{name}» in {language}. Guardare in Messaging → Content Template Builder.',
};
