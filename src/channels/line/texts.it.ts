import type { Texts } from '../../base/translate.ts';
import { it as common } from '../providers/texts.it.ts';

/** What this channel says, in Italian. */
export const it: Texts = {
  ...common,
  'Channel secret': 'Segreto del canale («Channel secret»)',
  'LINE Developers → the channel → Basic settings. It signs webhooks.':
    'LINE Developers → il canale → Basic settings. Firma i webhook.',
  'Channel access token': 'Token di accesso del canale («Channel access token»)',
  'LINE Developers → the channel → Messaging API → Channel access token (long-lived) → Issue.':
    'LINE Developers → il canale → Messaging API → Channel access token (long-lived) → Issue.',
  'Show that an answer is coming': 'Mostra che una risposta è in arrivo',
  'LINE’s loading animation, for at most 20 seconds after each message of a person.':
    'L’animazione di attesa di LINE, per al massimo 20 secondi dopo ogni messaggio di una persona.',
  'Answer for free within': 'Rispondi gratis entro',
  'Milliseconds after a message in which the answer is a reply, which does not count as sent.':
    'Millisecondi dopo un messaggio entro cui si risponde con una «reply», che non conta fra gli invii.',
  'Picture in place of a video': 'Immagine al posto del video',
  'Address of a JPEG or PNG that people see before a video plays.':
    'Indirizzo di un JPEG o PNG che si vede prima che parta un video.',
  'Address of files': 'Indirizzo dei file',

  'Connect the connection again: that gives LINE the address of this server.':
    'Registrare di nuovo il webhook: così LINE ha l’indirizzo di questo server.',
  '{name}: https://line.me/R/ti/p/{id}': '{name}: https://line.me/R/ti/p/{id}',
  'the account': 'l’account',
  'Chats are on: staff can also answer in LINE’s own manager, which Rondine does not see.':
    'Le chat sono attive: gli operatori possono rispondere anche nel gestionale di LINE, che Rondine non vede.',
  'LINE has no address to send messages to.': 'LINE non ha un indirizzo a cui inviare i messaggi.',
  'At LINE Developers open the channel, Messaging API, and switch on “Use webhook”.':
    'Su LINE Developers aprire il canale, Messaging API, e attivare «Use webhook».',
  'The webhook to {~host} is switched off.': 'Il webhook verso {host} è disattivato.',
  'LINE sends messages to {~host}.': 'LINE invia i messaggi a {host}.',
  Delivery: 'Consegna',
  'LINE has just reached the address.': 'LINE ha appena raggiunto l’indirizzo.',
  'LINE could not reach the address: {why}.': 'LINE non è riuscita a raggiungere l’indirizzo: {why}.',
  'Look whether the public address answers within 2 seconds, with a certificate that browsers trust.':
    'Verificare che l’indirizzo pubblico risponda entro 2 secondi, con un certificato accettato dai browser.',
  'Messages of this month': 'Messaggi di questo mese',
  '{used} used, without a limit.': '{used} usati, senza limite.',
  '{used} of {value} used.': '{used} di {value} usati.',
  'Replies go on for free; pushes end at the limit.':
    'Le risposte («reply») restano gratuite; gli invii («push») finiscono al limite.',
  'Only replies get through until next month.': 'Fino al mese prossimo passano solo le risposte («reply»).',
  '{~advice} A larger plan: manager.line.biz → Settings → Billing.':
    '{advice} Un piano più ampio: manager.line.biz → Settings → Billing.',
  'At LINE Developers open the channel, Messaging API, issue a long-lived token and copy it into the connection.':
    'Su LINE Developers aprire il canale, Messaging API, emettere un token di lunga durata e copiarlo nella connessione.',

  'Webhooks are switched off: at LINE Developers open the channel, Messaging API, and switch on “Use webhook”.':
    'I webhook sono disattivati: su LINE Developers aprire il canale, Messaging API, e attivare «Use webhook».',
  'LINE knows the address {url}. {~off}': 'LINE conosce l’indirizzo {url}. {off}',
  'LINE sends what people write to {url}.': 'LINE invia a {url} ciò che le persone scrivono.',
  'LINE knows the address {url} but could not reach it ({why}). Check again once the server answers there.':
    'LINE conosce l’indirizzo {url} ma non è riuscita a raggiungerlo ({why}). Ripetere la verifica quando il server vi risponde.',
  'Enter the address, switch on “Use webhook” and “Webhook redelivery”, and press Verify (Verifica)':
    'Inserire l’indirizzo, attivare «Use webhook» e «Webhook redelivery», e premere Verifica (Verify)',
  '{~place} → Webhook settings': '{place} → Webhook settings',
  'developers.line.biz → the provider → the channel → Messaging API':
    'developers.line.biz → il provider → il canale → Messaging API',
  'Switch off the account’s own greetings and automatic answers (Messaggi di risposta automatica)':
    'Disattivare i saluti e le risposte automatiche dell’account (Messaggi di risposta automatica)',
  'manager.line.biz → the account → Settings → Response settings':
    'manager.line.biz → l’account → Settings → Response settings',
  'Webhook URL': 'URL del webhook («Webhook URL»)',

  'LINE answered with HTTP status {status}: {~why}.': 'LINE ha risposto con lo stato HTTP {status}: {why}.',
  'the request has a mistake, or the person cannot be written to':
    'la richiesta contiene un errore, o alla persona non si può scrivere',
  'the access token is not accepted; issue one at LINE Developers and copy it into the connection':
    'il token di accesso non è accettato; emetterne uno su LINE Developers e copiarlo nella connessione',
  'the account may not do this; look at its plan': 'l’account non può farlo; controllarne il piano',
  'too much was sent in a short time': 'si è inviato troppo in poco tempo',
  'the messages of this month are used up; change the plan': 'i messaggi di questo mese sono esauriti; cambiare piano',
  'LINE could not prepare this file; ask for another one.':
    'LINE non è riuscita a preparare questo file: chiederne un altro.',
  'LINE is still preparing this file.': 'LINE sta ancora preparando questo file.',
  'LINE has no {kind}; send the words as a text.': 'LINE non ha {kind}: inviare le parole come testo.',
  'The {media} has no public link, and LINE takes files only by one.':
    'Il file ({media}) non ha un link pubblico, e LINE li prende solo così.',
  'LINE has no {media} that bots can send; send its link.':
    'Un bot LINE non può inviare questo tipo di file ({media}): inviarne il link.',
  'The contact has no LINE id: it comes with the first message.':
    'Il contatto non ha un id LINE: arriva con il primo messaggio.',
};
