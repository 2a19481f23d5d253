import type { Texts } from '../i18n/texts.ts';
import type { en } from './texts.en.ts';

/** The words of the editor, in Italian. */
export const it: Texts<typeof en> = {
  title: 'Flusso {{flow}}',
  'history.title': 'Versioni di {{flow}}',
};
