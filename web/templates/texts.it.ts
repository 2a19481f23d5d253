import type { Texts } from '../i18n/texts.ts';
import type { en } from './texts.en.ts';

/** The words of the templates, in Italian. */
export const it: Texts<typeof en> = {
  title: 'Modelli',
  'empty.title': 'Qui ci saranno i modelli',
  'empty.why': 'Questa installazione non ne offre ancora.',
};
