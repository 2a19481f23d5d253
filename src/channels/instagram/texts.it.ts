import type { Texts } from '../../base/translate.ts';
import { it as meta } from '../providers/meta/texts.it.ts';

/** What this channel says, in Italian. */
export const it: Texts = {
  ...meta,
  'Instagram account ID': 'ID dell’account Instagram',
  'Of the professional account, as webhooks name it: 17 digits that begin with 178414 most often.':
    'Dell’account professionale, come lo chiamano i webhook: 17 cifre che di solito iniziano con 178414.',
  Login: 'Accesso',
  'How the account was connected with the app: by Instagram’s own login, or through a Facebook Page.':
    'Come l’account è stato collegato all’app: con l’accesso di Instagram, o tramite una Pagina Facebook.',
  'Of the Page that the account is linked with; needed for the login by Facebook.':
    'Della Pagina a cui è collegato l’account; serve per l’accesso con Facebook.',
  'By it our own messages are told from those of staff and of other apps.':
    'Distingue i nostri messaggi da quelli degli operatori e di altre app.',
  'By Instagram’s login the Instagram app secret; by Facebook’s the app’s own one.':
    'Con l’accesso di Instagram la chiave segreta dell’app Instagram; con quello di Facebook quella dell’app.',
  'The account’s token by Instagram’s login, or the Page’s by Facebook’s.':
    'Il token dell’account con l’accesso di Instagram, o quello della Pagina con Facebook.',
  'Token good until': 'Token valido fino a',
  'In epoch milliseconds; kept by the server, which renews a token of Instagram’s login.':
    'In millisecondi epoch; lo tiene il server, che rinnova il token dell’accesso di Instagram.',
  'Unless told https://graph.instagram.com or https://graph.facebook.com, by the login.':
    'Se manca, https://graph.instagram.com o https://graph.facebook.com, secondo l’accesso.',
  Account: 'Account',
  'an account without a name': 'un account senza nome',
  'The connection writes as “{~name}”.': 'La connessione scrive come «{name}».',
  'The token belongs to “{~name}”, whose Instagram account ID is {~own}, not {id}.':
    'Il token appartiene a «{name}», il cui ID account Instagram è {own}, non {id}.',
  'not told': 'non indicato',
  'Link the account with this Page, or copy the ID of the linked account into the connection.':
    'Collegare l’account a questa Pagina, o copiare nella connessione l’ID dell’account collegato.',
  'Copy the account’s user_id into the connection: webhooks are addressed by it.':
    'Copiare nella connessione lo user_id dell’account: i webhook sono indirizzati con quello.',
  'The app gets the messages of the account {account} from now on. {~entered}':
    'Da ora l’app riceve i messaggi dell’account {account}. {entered}',
  'Meta calls the one address that the app names for all accounts; enter {url} there, if it has none.':
    'Meta chiama l’unico indirizzo che l’app indica per tutti gli account; se non ne ha, inserirvi {url}.',
  'developers.facebook.com → your app → Instagram → API setup with Instagram login → Configure webhooks':
    'developers.facebook.com → la propria app → Instagram → API setup with Instagram login → Configure webhooks',
  'developers.facebook.com → your app → Instagram → API setup with Facebook login → Configure webhooks':
    'developers.facebook.com → la propria app → Instagram → API setup with Facebook login → Configure webhooks',
  'Let apps see the messages': 'Permettere alle app di vedere i messaggi',
  'End of the token': 'Scadenza del token',
  'The token is the Page’s, which the server does not renew.':
    'Il token è quello della Pagina, che il server non rinnova.',
  'When the token ends is known once the server has renewed it: a day after it was made.':
    'La scadenza del token è nota dopo che il server l’ha rinnovato: un giorno dopo la creazione.',
  'The token is good until {day}, and is renewed before.': 'Il token vale fino al {day} e viene rinnovato prima.',
  'The token ended on {day}, and was not renewed.': 'Il token è scaduto il {day} e non è stato rinnovato.',
  'The token ends on {day}, and was not renewed.': 'Il token scade il {day} e non è stato rinnovato.',
  'Generate a new token in the app and save it in the connection.':
    'Generare un nuovo token nell’app e salvarlo nella connessione.',
  'Instagram renewed the token but did not give a new one.':
    'Instagram ha rinnovato il token ma non ne ha dato uno nuovo.',
};
