import type { Texts } from '../i18n/texts.ts';
import type { en } from './texts.en.ts';

/** The words of the runs, in Italian. */
export const it: Texts<typeof en> = {
  title: 'Esecuzioni',
  'empty.title': 'Qui ci saranno le esecuzioni',
  'empty.why': 'Nessun messaggio ha ancora avviato un flusso.',
  'run.title': 'Esecuzione {{run}}',
};
