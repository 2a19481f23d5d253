import type { Texts } from '../../base/translate.ts';
import { it as meta } from '../providers/meta/texts.it.ts';

/** What this channel says, in Italian. */
export const it: Texts = {
  ...meta,
  'Digits; on the Page under About → Page transparency, and in the app beside the Page’s token.':
    'Cifre; sulla Pagina sotto About → Page transparency, e nell’app accanto al token della Pagina.',
  'At the top of the app’s pages; by it our own messages are told from those of other apps.':
    'In alto nelle pagine dell’app; distingue i nostri messaggi da quelli di altre app.',
  'Page access token': 'Token di accesso della Pagina',
  'From the app: Messenger → settings → Generate, beside the Page.':
    'Dall’app: Messenger → settings → Generate, accanto alla Pagina.',
  Page: 'Pagina',
  'The connection writes as the Page “{page}”.': 'La connessione scrive come la Pagina «{page}».',
  'The id {id} does not belong to what answered: “{page}”.':
    'L’id {id} non appartiene a ciò che ha risposto: «{page}».',
  'Copy the Page ID and the token of the same Page into the connection.':
    'Copiare nella connessione l’ID e il token della stessa Pagina.',
  'The app gets the messages of the Page {page} from now on. {~entered}':
    'Da ora l’app riceve i messaggi della Pagina {page}. {entered}',
  'Meta calls the one address that the app names for all its Pages; enter {url} there, if it has none.':
    'Meta chiama l’unico indirizzo che l’app indica per tutte le sue Pagine; se non ne ha, inserirvi {url}.',
  'developers.facebook.com → your app → Messenger → Messenger API settings → Configure webhooks':
    'developers.facebook.com → la propria app → Messenger → Messenger API settings → Configure webhooks',
};
