import type { Texts } from '../../../i18n/texts.ts';
import type { en } from './texts.en.ts';

/** The words of trials on real phones, in Italian. */
export const it: Texts<typeof en> = {
  'state.ready': 'La bozza risponde agli utenti di prova',
  'state.errors_one': 'La bozza ha un errore e non risponde agli utenti di prova',
  'state.errors_other': 'La bozza ha {{count}} errori e non risponde agli utenti di prova',
  'state.none': 'Non c’è una bozza: gli utenti di prova ricevono ciò che è pubblicato',
  'state.errors.what': 'Non risponde loro nemmeno ciò che è pubblicato, perché una cosa non sia scambiata per l’altra.',
  'real.title': 'Che cosa è reale qui',
  'real.messages': 'I messaggi partono davvero e costano quanto costano i messaggi.',
  'real.records': 'I record vengono scritti davvero nei sistemi collegati.',
  'real.tried':
    'I sistemi collegati provano ciò che viene chiesto e non conservano nulla. Per ciò che non si può provare c’è un esempio.',
  'real.switch': 'Non scrivere nulla nei sistemi collegati',
  'people.title': 'Utenti di prova',
  'people.none': 'Ancora nessuno. Aggiungere un numero, oppure inviare il codice dal telefono.',
  'people.any': 'qualsiasi canale',
  'people.where': '{{address}} su {{connection}}',
  'people.remove': 'Rimuovi {{who}}',
  'people.removed': '{{who}} riceve ciò che è pubblicato dalla prossima conversazione',
  'people.joined': '{{who}} è ora utente di prova',
  'add.connection': 'Canale',
  'add.any': 'Qualsiasi canale',
  'add.address': 'Numero o id',
  'add.done': 'Aggiungi',
  'code.title': 'Dal telefono',
  'code.about': 'Chi invia per primo questo messaggio diventa utente di prova, sul canale da cui scrive.',
  'code.make': 'Crea un codice',
  'code.send': 'Inviare',
  'code.what': 'il messaggio',
  'code.qr': 'Codice QR che apre {{channel}} con il messaggio',
  'code.open': 'Apri {{channel}}',
  'code.until': 'Vale fino alle {{time}}, una volta sola',
  'code.withdraw': 'Ritira {{code}}',
  'next.about':
    'La bozza risponde dalla prossima conversazione. TEST RESET, inviato da un utente di prova, ne comincia subito una.',
  'runs.title': 'Ultime esecuzioni degli utenti di prova',
  'runs.all': 'Tutte',
  'runs.none':
    'Ancora nessuna. Nell’elenco delle esecuzioni sono segnate come prove, e non contano dove le esecuzioni si contano.',
  'runs.active': 'in corso',
  'runs.completed': 'completata',
  'runs.failed': 'non riuscita',
  'runs.canceled': 'interrotta',
};
