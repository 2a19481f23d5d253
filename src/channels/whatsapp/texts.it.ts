import type { Texts } from '../../base/translate.ts';
import { it as common } from '../providers/texts.it.ts';
import { errorTexts } from './error-texts.it.ts';

/** What this channel says, in Italian. */
export const it: Texts = {
  ...common,
  ...errorTexts,
  'Phone number ID': 'ID del numero di telefono',
  'The digits that Meta shows under the number in API set-up; not the number itself.':
    'Le cifre che Meta mostra sotto il numero in «API Setup»; non il numero stesso.',
  'WhatsApp Business Account ID': 'ID dell’account WhatsApp Business',
  'Stands beside the phone number ID; needed for templates, for connecting and for whole checks.':
    'Si trova accanto all’ID del numero; serve per i modelli, per registrare il webhook e per le verifiche complete.',
  'App secret': 'Chiave segreta dell’app',
  'From the app’s basic settings; Meta signs every webhook with it.':
    'Dalle impostazioni di base dell’app; Meta firma ogni webhook con questa chiave.',
  'Previous app secret': 'Chiave segreta precedente dell’app',
  'Set while the app secret is being changed: webhooks signed with either are taken.':
    'Da impostare mentre si cambia la chiave segreta: si accettano i webhook firmati con l’una o con l’altra.',
  'A text of your choice; paste the same one where Meta asks for it.':
    'Un testo a scelta; va incollato uguale dove Meta lo chiede.',
  'A system user’s token with whatsapp_business_messaging; choose “never expires”.':
    'Il token di un utente di sistema con whatsapp_business_messaging; scegliere che non scada mai («never expires»).',
  'Upload files from': 'Carica i file da',
  'Hosts whose files Meta cannot fetch, such as "files.rondine.lan:8080": links to them are fetched from here and uploaded.':
    'Host i cui file Meta non può scaricare, per esempio «files.rondine.lan:8080»: i link vengono scaricati da qui e caricati.',
  'Graph API address': 'Indirizzo della Graph API',
  'Graph API version': 'Versione della Graph API',

  // What a look from outside finds.
  'Phone number': 'Numero di telefono',
  'The phone number ID belongs to something that is not a phone number.':
    'L’ID del numero appartiene a qualcosa che non è un numero di telefono.',
  'Copy the phone number ID (not the account’s ID) from WhatsApp → API Setup into the connection.':
    'Copiare nella connessione l’ID del numero (non quello dell’account) da WhatsApp → API Setup.',
  Registration: 'Registrazione',
  'The number is registered.': 'Il numero è registrato.',
  'The number is flagged: its quality has been low.': 'Il numero è segnalato: la sua qualità è stata bassa.',
  'Send fewer unasked messages.': 'Inviare meno messaggi non richiesti.',
  'The number has reached its limit and is restricted.':
    'Il numero ha raggiunto il limite ed è sottoposto a restrizioni.',
  'Wait a day, and send less at once.': 'Attendere un giorno, e inviare meno messaggi insieme.',
  'The number is not registered ({status}).': 'Il numero non è registrato ({status}).',
  'Register it with its two-step PIN.': 'Registrarlo con il PIN della verifica in due passaggi.',
  'Display name': 'Nome visualizzato',
  'The display name is approved.': 'Il nome visualizzato è approvato.',
  'The display name is not approved ({status}); until then few messages may be sent.':
    'Il nome visualizzato non è approvato ({status}): fino ad allora si possono inviare pochi messaggi.',
  'Have a name approved that fits Meta’s rules.': 'Far approvare un nome conforme alle regole di Meta.',
  Quality: 'Qualità',
  'Quality rating: {quality}.': 'Valutazione della qualità: {quality}.',
  'People block or report this number: send fewer unasked messages.':
    'Le persone bloccano o segnalano questo numero: inviare meno messaggi non richiesti.',
  'Messaging limit': 'Limite di messaggi',
  'Unasked messages may go to as many people as you like.':
    'I messaggi non richiesti possono andare a un numero illimitato di persone.',
  'Unasked messages may go to {most} people within 24 hours.':
    'I messaggi non richiesti possono andare a {most} persone in 24 ore.',
  'Connect the connection, or enter the address in the app by hand.':
    'Registrare il webhook, o inserire a mano l’indirizzo nell’app.',
  'Meta calls no address for this number.': 'Meta non chiama nessun indirizzo per questo numero.',
  'Meta calls the address{~whose} at {~host}.': 'Meta chiama l’indirizzo{whose} presso {host}.',
  ' of this number': ' di questo numero',
  'Meta accepts the access token.': 'Meta accetta il token di accesso.',
  'Meta says that the access token is no longer valid.': 'Secondo Meta il token di accesso non è più valido.',
  'Create a new token for the system user and save it in the connection.':
    'Creare un nuovo token per l’utente di sistema e salvarlo nella connessione.',
  'End of the token': 'Scadenza del token',
  'The access token never expires.': 'Il token di accesso non scade mai.',
  'The access token expired on {day}.': 'Il token di accesso è scaduto il {day}.',
  'The access token expires on {day}.': 'Il token di accesso scade il {day}.',
  'Create a token that never expires for a system user and save it in the connection.':
    'Creare per un utente di sistema un token che non scade e salvarlo nella connessione.',
  Permissions: 'Autorizzazioni',
  'The token may send messages and manage the account.': 'Il token può inviare messaggi e gestire l’account.',
  'The token lacks {one} and {other}.': 'Al token mancano {one} e {other}.',
  'The token lacks {missing}.': 'Al token manca {missing}.',
  'Generate the system user’s token anew with these permissions and save it in the connection.':
    'Generare di nuovo il token dell’utente di sistema con queste autorizzazioni e salvarlo nella connessione.',
  'Webhooks of the account': 'Webhook dell’account',
  'The app is subscribed to the account.': 'L’app è iscritta all’account.',
  'No message of this account reaches the app: it is not subscribed.':
    'Nessun messaggio di questo account raggiunge l’app: non è iscritta.',
  'Connect the connection once more: that subscribes the app.':
    'Registrare di nuovo il webhook: così l’app viene iscritta.',
  'The connection does not name its WhatsApp Business Account, so templates are not known.':
    'La connessione non indica il proprio account WhatsApp Business: i modelli non sono noti.',
  'Copy the WhatsApp Business Account ID from WhatsApp → API Setup into the connection.':
    'Copiare nella connessione l’ID dell’account WhatsApp Business da WhatsApp → API Setup.',
  'Create a new token for the system user (Business settings → System users) and save it in the connection.':
    'Creare un nuovo token per l’utente di sistema (Business settings → System users) e salvarlo nella connessione.',
  'Give the system user the WhatsApp account as an asset, and the token the permissions whatsapp_business_messaging and whatsapp_business_management.':
    'Assegnare all’utente di sistema l’account WhatsApp come risorsa, e al token le autorizzazioni whatsapp_business_messaging e whatsapp_business_management.',
  'Check the phone number ID and the account ID in WhatsApp → API Setup, and the API version in the connection.':
    'Verificare in WhatsApp → API Setup l’ID del numero e quello dell’account, e nella connessione la versione dell’API.',

  // Connecting.
  ' The app is subscribed to the account {account}.': ' L’app è iscritta all’account {account}.',
  'Which fields are sent is chosen in the app: WhatsApp → Configuration → Webhook fields.':
    'I campi inviati si scelgono nell’app: WhatsApp → Configuration → Webhook fields.',
  'Meta calls this address for the number {number} from now on.{~account} {~fields}':
    'Da ora Meta chiama questo indirizzo per il numero {number}.{account} {fields}',
  'Tell Meta the address': 'Comunicare a Meta l’indirizzo',
  'Choose what is sent there': 'Scegliere che cosa viene inviato',
  'developers.facebook.com → your app → WhatsApp → Configuration → Webhook → Edit':
    'developers.facebook.com → la propria app → WhatsApp → Configuration → Webhook → Edit',
  'the same page → Webhook fields → Manage → Subscribe': 'la stessa pagina → Webhook fields → Manage → Subscribe',
  Fields: 'Campi',

  // Sending.
  'WhatsApp answered with HTTP status {status}, but not with what can be read.':
    'WhatsApp ha risposto con lo stato HTTP {status}, ma in modo illeggibile.',
  'The contact has neither a phone number nor a WhatsApp user id; add one of them.':
    'Il contatto non ha né un numero di telefono né un id utente di WhatsApp: aggiungerne uno.',
  'WhatsApp shows no caption on {media}; send it as text.':
    'WhatsApp non mostra didascalie per questo tipo di file ({media}): inviarla come testo.',
  'WhatsApp answered with HTTP {status} but no message id: the message may have been sent.':
    'WhatsApp ha risposto con HTTP {status} ma senza id del messaggio: potrebbe essere stato inviato.',
  'If this is an authentication template, it needs the person’s phone number; here only the user id is known.':
    'Se è un modello di autenticazione, serve il numero di telefono della persona; qui è noto solo l’id utente.',
  'The template’s {kind} has neither a link nor a file.': 'Il file del modello ({kind}) non ha né un link né un file.',
  'Templates belong to the WhatsApp Business Account: put its ID into the connection.':
    'I modelli appartengono all’account WhatsApp Business: inserirne l’ID nella connessione.',
  'WhatsApp answered the question for templates with no list.':
    'WhatsApp ha risposto alla richiesta dei modelli senza un elenco.',
  'WhatsApp does not have this file (any more): files that people send can be fetched for 30 days.':
    'WhatsApp non ha (più) questo file: i file inviati dalle persone si possono scaricare per 30 giorni.',
  'what WhatsApp tells of the file cannot be read': 'ciò che WhatsApp dice del file è illeggibile',
  'WhatsApp does not say where the file lies': 'WhatsApp non dice dove si trova il file',
  'WhatsApp gives an address that is not encrypted, on {host}': 'WhatsApp dà un indirizzo non cifrato, su {host}',
  'the file arrived damaged': 'il file è arrivato danneggiato',
  'WhatsApp took a file but did not say under which id.': 'WhatsApp ha preso un file ma non ha detto con quale id.',
};
