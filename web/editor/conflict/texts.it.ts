import type { Texts } from '../../i18n/texts.ts';
import type { en } from './texts.en.ts';

/** The words of conflicts, in Italian. */
export const it: Texts<typeof en> = {
  strip:
    'Anche {{by}} ha modificato questo flusso. Nulla va perso; si salva quando le due versioni sono riunite. La sua modifica:',
  self: 'Un’altra tua scheda',
  settle: 'Riunisci',
  offline_one: 'Il server non risponde. {{count}} modifica resta in questo browser e verrà inviata quando risponderà.',
  offline_other:
    'Il server non risponde. {{count}} modifiche restano in questo browser e verranno inviate quando risponderà.',
  retry: 'Prova ora',
  newer: '{{by}} ha appena modificato questo flusso:',
  'newer.load': 'Mostra',
  title: 'Anche {{by}} ha modificato questo flusso',
  close: 'Chiudi',
  about_one:
    'In {{count}} parte la tua modifica e quella di {{by}} sono diverse. Scegli quale vale; il resto si riunisce da sé.',
  about_other:
    'In {{count}} parti le tue modifiche e quelle di {{by}} sono diverse. Scegli quale vale in ciascuna; il resto si riunisce da sé.',
  'about.none': 'Tu e {{by}} avete modificato parti diverse. Restano entrambe.',
  'all.mine': 'Ovunque la mia',
  'all.theirs': 'Ovunque quella di {{by}}',
  mine: 'La mia',
  theirs: '{{by}}',
  same: 'Nessuna differenza che si possa dire a parole.',
  'place.step': 'Passo «{{title}}»',
  'place.settings': 'Nome, lingua e impostazioni del flusso',
  'place.start': 'Da dove comincia il flusso',
  'place.triggers': 'Avvii',
  'place.handlers': 'Gestori',
  'place.layout': 'Posizioni, note e gruppi',
  rest_one: '{{count}} parte si riunisce da sé',
  rest_other: '{{count}} parti si riuniscono da sé',
  'kind.onlyMine': 'tua',
  'kind.onlyTheirs': 'di {{by}}',
  'kind.same': 'uguale per entrambi',
  'kind.both': 'di entrambi',
  left_one: 'Resta {{count}} parte da scegliere.',
  left_other: 'Restano {{count}} parti da scegliere.',
  ready: 'Il risultato viene salvato; con un annullamento torna la tua versione.',
  later: 'Più tardi',
  merge: 'Riunisci e salva',
};
