import type { Texts } from '../../i18n/texts.ts';
import type { en } from './texts.en.ts';

/** The words of the test panel, in Italian. */
export const it: Texts<typeof en> = {
  'phone.list': 'Scegli',
  'phone.template': 'Messaggio approvato {{name}}',
  'phone.other': 'Qualcosa che qui non si mostra',
  'media.image': 'Un’immagine',
  'media.video': 'Un video',
  'media.audio': 'Un audio',
  'media.document': 'Un file',
  'media.sticker': 'Uno sticker',
};
