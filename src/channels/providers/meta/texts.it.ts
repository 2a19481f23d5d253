import type { Texts } from '../../../base/translate.ts';
import { it as common } from '../texts.it.ts';

/** What the channels of Messenger and Instagram say alike, in Italian. */
export const it: Texts = {
  ...common,
  'Page ID': 'ID della Pagina',
  'App ID': 'ID dell’app',
  'App secret': 'Chiave segreta dell’app',
  'From the app’s basic settings; Meta signs every webhook with it.':
    'Dalle impostazioni di base dell’app; Meta firma ogni webhook con questa chiave.',
  'Previous app secret': 'Chiave segreta precedente dell’app',
  'Set while the app secret is being changed: either is taken.':
    'Da impostare mentre si cambia la chiave segreta: valgono entrambe.',
  'A text of your choice; paste the same one where Meta asks for it.':
    'Un testo a scelta; va incollato uguale dove Meta lo chiede.',
  'Staff answer for seven days': 'Gli operatori rispondono per sette giorni',
  'Only with the feature “Human Agent” approved by Meta, and only where people answer.':
    'Solo con la funzione «Human Agent» approvata da Meta, e solo dove rispondono delle persone.',
  'Graph API address': 'Indirizzo della Graph API',
  'Graph API version': 'Versione della Graph API',

  'Webhooks of the account': 'Webhook dell’account',
  'Meta accepts the access token.': 'Meta accetta il token di accesso.',
  'The app gets all of the account’s news.': 'L’app riceve tutte le novità dell’account.',
  'Connect the connection once more: that subscribes the app. The server does it by itself every day.':
    'Registrare di nuovo il webhook: così l’app viene iscritta. Il server lo fa da solo ogni giorno.',
  'The app does not get: {missing}.': 'L’app non riceve: {missing}.',
  'No message of this account reaches the app: it is not subscribed. Meta ends it when the webhook has failed for an hour.':
    'Nessun messaggio di questo account raggiunge l’app: non è iscritta. Meta toglie l’iscrizione quando il webhook fallisce per un’ora.',
  'Create a new access token for the account and save it in the connection.':
    'Creare un nuovo token di accesso per l’account e salvarlo nella connessione.',
  'Give the token the permissions that the channel’s page names, and the person or system user the account.':
    'Dare al token le autorizzazioni indicate nella pagina del canale, e l’account alla persona o all’utente di sistema.',
  'Check the ids, the API version and which kind of token is in the connection.':
    'Verificare gli id, la versione dell’API e il tipo di token nella connessione.',

  'Tell Meta the address': 'Comunicare a Meta l’indirizzo',
  'Choose what is sent there': 'Scegliere che cosa viene inviato',
  'The same page → Webhook fields': 'La stessa pagina → Webhook fields',
  'The same page → Webhook fields → Manage': 'La stessa pagina → Webhook fields → Manage',
  Fields: 'Campi',

  'the access token is not accepted; create a new one and save it in the connection':
    'il token di accesso non è accettato; crearne uno nuovo e salvarlo nella connessione',
  'the app or its token lacks a permission for messages of this account':
    'all’app o al suo token manca un’autorizzazione per i messaggi di questo account',
  'the app or the account has made too many calls': 'l’app o l’account ha fatto troppe chiamate',
  'the service is down or overloaded': 'il servizio non è disponibile o è sovraccarico',
  'more than 24 hours since the person’s last message; they must write first':
    'sono passate più di 24 ore dall’ultimo messaggio della persona; deve scrivere per prima',
  'nobody who wrote to this account has this id': 'nessuno che abbia scritto a questo account ha questo id',
  'the comment cannot be answered in private, or was answered already':
    'al commento non si può rispondere in privato, o si è già risposto',
  'the account is restricted for breaking a policy; see Business Support Home':
    'l’account è soggetto a restrizioni per la violazione di una norma; vedere Business Support Home',
  'the app may not use the tag HUMAN_AGENT; have the feature “Human Agent” approved':
    'l’app non può usare l’etichetta HUMAN_AGENT; far approvare la funzione «Human Agent»',
  'the person is not available: they blocked the account, or are gone':
    'la persona non è raggiungibile: ha bloccato l’account, o non c’è più',
  'the conversation is archived or deleted': 'la conversazione è archiviata o eliminata',
  'the account does not exist, or this token may not see it; check its id':
    'l’account non esiste, o questo token non può vederlo; verificarne l’id',
  'a parameter is wrong or not supported': 'un parametro è sbagliato o non è supportato',
  'The address of the file is none of {who}’s.': 'L’indirizzo del file non è di {who}.',
  '{who} no longer gives this file out: its address has expired.':
    '{who} non consegna più questo file: il suo indirizzo è scaduto.',
  '{who} took the message but gave no id for it: it may have been sent.':
    '{who} ha preso il messaggio ma non ne ha dato l’id: potrebbe essere stato inviato.',
  'Nobody can be written to on {who} before they have written: this contact has no id there.':
    'Su {who} non si può scrivere a chi non ha scritto prima: questo contatto non vi ha un id.',
  'This channel cannot carry {kind}.': 'Questo canale non trasmette {kind}.',
  'The id of the choice “{title}” is too long: at most {most} characters come back.':
    'L’id della scelta «{title}» è troppo lungo: tornano al massimo {most} caratteri.',
  'The {media} cannot be sent here, or has neither link nor file.':
    'Questo file ({media}) qui non si può inviare, o non ha né link né file.',
  'Files have no caption here; send it as a text of its own.':
    'Qui i file non hanno didascalia: inviarla come testo a sé.',
};
