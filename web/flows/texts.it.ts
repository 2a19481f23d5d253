import type { Texts } from '../i18n/texts.ts';
import type { en } from './texts.en.ts';

/** The words of the list of flows and the templates, in Italian. */
export const it: Texts<typeof en> = {
  title: 'Flussi',
  'empty.title': 'Qui ci saranno i flussi',
  'empty.why': 'Non esiste ancora nessun flusso. Un modello è il modo più rapido per cominciare.',
  'templates.title': 'Modelli',
  'templates.empty.title': 'Qui ci saranno i modelli',
  'templates.empty.why': 'Questa installazione non ne offre ancora.',
};
