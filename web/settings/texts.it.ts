import type { Texts } from '../i18n/texts.ts';
import type { en } from './texts.en.ts';

/** The words of the settings, in Italian. */
export const it: Texts<typeof en> = {
  title: 'Impostazioni',
  account: 'Il mio account',
  people: 'Persone e ruoli',
  tokens: 'Token API',
  installation: 'Installazione',
};
