import type { Texts } from '../../../base/translate.ts';
import { it as common } from '../texts.it.ts';

/** What the channels by way of Twilio say alike, in Italian. */
export const it: Texts = {
  ...common,
  'Account SID': 'SID dell’account («Account SID»)',
  'Begins with AC; the console’s home page shows it under Account Info.':
    'Inizia con AC; la pagina iniziale della console lo mostra sotto Account Info.',
  'Auth token': 'Token di autenticazione («Auth token»)',
  'The primary one, under Account Info; Twilio signs every webhook with it.':
    'Quello principale, sotto Account Info; Twilio firma ogni webhook con questo token.',
  'Previous auth token': 'Token di autenticazione precedente',
  'Set while the token is being changed: webhooks signed with either are taken.':
    'Da impostare mentre si cambia il token: si accettano i webhook firmati con l’uno o con l’altro.',
  'API key SID': 'SID della chiave API («API key SID»)',
  'Begins with SK. With its secret it is used for calls in place of the auth token.':
    'Inizia con SK. Con il suo segreto serve per le chiamate al posto del token di autenticazione.',
  'API key secret': 'Segreto della chiave API',
  'Twilio shows it once, when the key is made.': 'Twilio lo mostra una volta sola, alla creazione della chiave.',
  'Address for statuses': 'Indirizzo per gli stati',
  'Where Twilio reports what became of messages; connecting fills it in.':
    'Dove Twilio comunica l’esito dei messaggi; la registrazione del webhook lo compila.',

  Account: 'Account',
  'The account {name} is {~status}{~trial}.': 'L’account {name} è in stato «{status}»{trial}.',
  ', on trial': ', in prova',
  active: 'attivo',
  suspended: 'sospeso',
  closed: 'chiuso',
  'Open the Twilio console: it says why the account is not active and how to reopen it.':
    'Aprire la console di Twilio: dice perché l’account non è attivo e come riaprirlo.',
  'A trial account writes to verified numbers only; upgrade it for everyone else.':
    'Un account di prova scrive solo a numeri verificati; per tutti gli altri va potenziato.',
  'Copy account SID and auth token anew from the console’s home page (Account Info) into the connection.':
    'Copiare di nuovo nella connessione SID dell’account e token dalla pagina iniziale della console (Account Info).',
  'Check the account SID and the sender: Twilio has nothing under them.':
    'Verificare il SID dell’account e il mittente: Twilio non li conosce.',
  'The API key may not read this; use a main key, or the auth token.':
    'La chiave API non può leggere questo; usare una chiave principale, o il token di autenticazione.',
  'Check that this machine reaches the API address, and look at status.twilio.com.':
    'Verificare che questa macchina raggiunga l’indirizzo dell’API, e guardare status.twilio.com.',
  'Twilio calls {url} for messages to {sender}, and for the statuses of what is sent.':
    'Twilio chiama {url} per i messaggi a {sender} e per gli stati di ciò che viene inviato.',

  'account SID and token or API key do not belong together; copy them anew into the connection':
    'SID dell’account e token o chiave API non corrispondono; copiarli di nuovo nella connessione',
  'too many calls at once': 'troppe chiamate insieme',
  'the sender’s queue is full; it sends more than the network takes':
    'la coda del mittente è piena; invia più di quanto la rete accetti',
  'the sender sends faster than its registration allows':
    'il mittente invia più in fretta di quanto consente la sua registrazione',
  'the daily number of messages of this sender’s registration is reached':
    'è raggiunto il numero giornaliero di messaggi della registrazione di questo mittente',
  'the sender writes faster than the channel allows': 'il mittente scrive più in fretta di quanto consente il canale',
  'something went wrong on Twilio’s side': 'si è verificato un problema presso Twilio',
  'the service is temporarily unavailable': 'il servizio non è momentaneamente disponibile',
  'the network did not say why it failed to deliver': 'la rete non ha detto perché la consegna è fallita',
  'the person opted out by a word such as STOP; only their START takes it back':
    'la persona ha rifiutato i messaggi con una parola come STOP; solo il suo START la riammette',
  'more than 24 hours since the person’s last message; send a template instead':
    'sono passate più di 24 ore dall’ultimo messaggio della persona; inviare un modello',
  'this is no phone number that can be written to': 'non è un numero di telefono a cui si può scrivere',
  'this number cannot be reached': 'questo numero non è raggiungibile',
  'this is not a mobile number': 'questo non è un numero di cellulare',
  'the phone is switched off or out of reach': 'il telefono è spento o non raggiungibile',
  'the number is unknown or no longer exists': 'il numero è sconosciuto o non esiste più',
  'this is a landline, or a network that takes no messages': 'è un numero fisso, o una rete che non accetta messaggi',
  'the person cannot be found on this channel': 'la persona non si trova su questo canale',
  'the recipient is not valid on this channel': 'il destinatario non è valido su questo canale',
  'the channel does not let us write to this person': 'il canale non permette di scrivere a questa persona',
  'the person has blocked this sender': 'la persona ha bloccato questo mittente',
  'the account is suspended; see the console': 'l’account è sospeso; vedere la console',
  'the network or the person blocks messages of this sender':
    'la rete o la persona blocca i messaggi di questo mittente',
  'the message was taken for spam; change its words or register the sender':
    'il messaggio è stato preso per spam; cambiarne le parole o registrare il mittente',
  'the sender is not registered for writing to the United States (A2P 10DLC)':
    'il mittente non è registrato per scrivere negli Stati Uniti (A2P 10DLC)',
  'the message breaks a policy of the channel': 'il messaggio viola una norma del canale',
  'the account may not write to this country; allow it in Messaging → Settings → Geo permissions':
    'l’account non può scrivere in questo Paese; consentirlo in Messaging → Settings → Geo permissions',
  'the sender of this connection cannot send to this number':
    'il mittente di questa connessione non può inviare a questo numero',
  'a trial account writes to verified numbers only': 'un account di prova scrive solo a numeri verificati',
  'the sender of this connection is not a number of this account':
    'il mittente di questa connessione non è un numero di questo account',
  'the account has no such sender on this channel': 'l’account non ha questo mittente su questo canale',
  'the message has no text': 'il messaggio non ha testo',
  'the text is longer than 1600 characters': 'il testo supera 1600 caratteri',
  'the address of the file is not valid': 'l’indirizzo del file non è valido',
  'the channel does not accept this content': 'il canale non accetta questo contenuto',
  'the template does not exist in this language': 'il modello non esiste in questa lingua',
  'the number of values differs from the template’s': 'il numero di valori è diverso da quello del modello',
  'Twilio leads to an address that is not encrypted': 'Twilio porta a un indirizzo non cifrato',
  'The file does not lie with Twilio, so it is not fetched.':
    'Il file non si trova presso Twilio: non viene scaricato.',
  'Twilio reports the message as {word}, and no reason.': 'Twilio dà il messaggio come {word}, senza motivo.',
};
