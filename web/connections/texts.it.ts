import type { Texts } from '../i18n/texts.ts';
import type { en } from './texts.en.ts';

/** The words of the connections, in Italian. */
export const it: Texts<typeof en> = {
  title: 'Connessioni',
  'empty.title': 'Qui ci saranno le connessioni',
  'empty.why': 'Non è ancora collegato nulla: né un canale né un’org.',
  'new.title': 'Collega {{kind}}',
  'connection.title': 'Connessione {{name}}',
};
