import type { Texts } from '../../base/translate.ts';
import { it as twilio } from '../providers/twilio/texts.it.ts';

/** What this channel says, in Italian. */
export const it: Texts = {
  ...twilio,
  'A number with its prefix (+39…), a short code, a name, or a messaging service’s SID (MG…).':
    'Un numero con il prefisso (+39…), un codice breve, un nome, o il SID di un servizio di messaggistica (MG…).',
  'Opt-out words': 'Parole di rifiuto',
  'Exact words that Twilio answers itself. Change them where the messaging service has other ones.':
    'Parole esatte a cui risponde Twilio stessa. Cambiarle se il servizio di messaggistica ne ha altre.',
  'The account has no number {sender}.': 'L’account non ha il numero {sender}.',
  'Compare it with Phone Numbers → Manage → Active numbers, and correct the sender of the connection.':
    'Confrontarlo con Phone Numbers → Manage → Active numbers, e correggere il mittente della connessione.',
  '{sender} cannot send SMS.': '{sender} non può inviare SMS.',
  '{sender} belongs to the account.': '{sender} appartiene all’account.',
  'Buy or port a number with the capability SMS, and put it into the connection.':
    'Acquistare o portare un numero con funzione SMS, e inserirlo nella connessione.',
  'Twilio calls {url} for the statuses of what is sent. {sender} receives no messages through this connection.':
    'Twilio chiama {url} per gli stati di ciò che viene inviato. {sender} non riceve messaggi con questa connessione.',
  'The account has no number {sender}. Look under Phone Numbers → Active numbers and correct the sender.':
    'L’account non ha il numero {sender}. Guardare in Phone Numbers → Active numbers e correggere il mittente.',
  'The {media} has no public link, so Twilio cannot fetch it.':
    'Il file ({media}) non ha un link pubblico: Twilio non può scaricarlo.',
};
