import type { Texts } from '../base/translate.ts';

/** Why steps fail a run, in Italian. */
export const it: Texts = {
  'This run has no contact to write to; start it from a message or give it a contact.':
    'Questa esecuzione non ha un contatto a cui scrivere: avviarla da un messaggio o darle un contatto.',
  'The message is empty.': 'Il messaggio è vuoto.',
  'The file to send has no link and is no stored file.':
    'Il file da inviare non ha un link e non è un file archiviato.',
  'There is no channel connection "{name}". Add it, or correct the name.':
    'Non c’è una connessione di canale «{name}». Aggiungerla, o correggere il nome.',
  'The message goes out as {parts} on this channel, and a rung is one message only. Shorten it.':
    'Su questo canale il messaggio parte in {parts}, e un ripiego è un solo messaggio. Accorciarlo.',
  'There was no word in time that the message has arrived.': 'La conferma di consegna non è arrivata in tempo.',
  'A message of this run did not arrive.': 'Un messaggio di questa esecuzione non è arrivato.',
  'The person has forbidden us to write for marketing ({how}).':
    'La persona ha vietato i messaggi di marketing ({how}).',
  'The person has not agreed to be written to for marketing. Ask first, and keep it with setConsent.':
    'La persona non ha acconsentito ai messaggi di marketing. Prima chiederlo, e registrarlo con «Registra consenso».',
  'The person has forbidden us to write ({how}); until they write again nothing is sent.':
    'La persona ha vietato di scriverle ({how}): finché non riscrive non si invia nulla.',
  'There is no calendar "{name}" to wait for.': 'Non c’è un calendario «{name}» da attendere.',
  'The calendar "{name}" does not open within 400 days.': 'Il calendario «{name}» non apre entro 400 giorni.',
  '"{written}" is no date to wait for; write it like 2026-12-24 or 2026-12-24T09:00.':
    '«{written}» non è una data da attendere: scriverla come 2026-12-24 o 2026-12-24T09:00.',
  '"{written}" is more than ten years ahead.': '«{written}» è oltre dieci anni avanti.',
  'There is no calendar "{name}"; add one of that name, or pick another in this step.':
    'Non c’è un calendario «{name}»: aggiungerne uno con quel nome, o sceglierne un altro in questo passo.',
  '"{written}" is no moment to ask about; write it like 2026-12-24T16:00.':
    '«{written}» non è un momento di cui chiedere: scriverlo come 2026-12-24T16:00.',
  '"{written}" is more than ten years away.': '«{written}» dista più di dieci anni.',
  'The runs did not end in the time that the step allows.':
    'Le esecuzioni non sono finite nel tempo concesso dal passo.',
  'What the runs should be started for is no list.': 'Ciò per cui avviare le esecuzioni non è un elenco.',
  'The list has {length} entries; one step starts at most {most} runs.':
    'L’elenco ha {length} voci; un passo avvia al massimo {most} esecuzioni.',
  'The list is empty, so no run could end well.': 'L’elenco è vuoto: nessuna esecuzione potrebbe riuscire.',
  '{failed} of {all} runs failed. The first: {~why}': '{failed} esecuzioni su {all} sono fallite. La prima: {why}',
  'What the loop should go through is {~what}.': 'Ciò che il ciclo dovrebbe scorrere è {what}.',
  empty: 'vuoto',
  'no list': 'altro che un elenco',
  'The list has {length} entries; the loop takes at most {most}.':
    'L’elenco ha {length} voci; il ciclo ne accetta al massimo {most}.',
  'The operation gave no result in the time that the step allows.':
    'L’operazione non ha dato un risultato nel tempo concesso dal passo.',
  'The name of the call to wait for is {~what}.': 'Il nome della chiamata da attendere è {what}.',
  'longer than {most} characters': 'più lungo di {most} caratteri',
  'Nobody called in the time that the step allows.': 'Nessuno ha chiamato nel tempo concesso dal passo.',
  'Nobody released the conversation in the time that the step allows.':
    'Nessuno ha restituito la conversazione nel tempo concesso dal passo.',
  'The flow ended this run as failed.': 'Il flusso ha concluso questa esecuzione come fallita.',
  'The header "{name}" has a line break or a control character in its value.':
    'L’intestazione «{name}» ha nel valore un a capo o un carattere di controllo.',
  'Canceled by {by}: {reason}': 'Annullata da {by}: {reason}',
  'Step "{step}" was left by its exit "{exit}", which leads nowhere.':
    'Il passo «{step}» è uscito da «{exit}», che non porta da nessuna parte.',
  '(Step "{step}" was left by its exit "{exit}", which leads nowhere.)':
    '(Il passo «{step}» è uscito da «{exit}», che non porta da nessuna parte.)',
  'Step "{step}": {~why}': 'Passo «{step}»: {why}',
  '{count} steps followed each other without a wait; step "{step}" is part of a loop that never waits.':
    '{count} passi si sono susseguiti senza un’attesa; il passo «{step}» fa parte di un ciclo che non attende mai.',
  'A message led to handlers of the flow more than {most} times.':
    'Un messaggio ha portato ai gestori del flusso più di {most} volte.',
  'The variables of this run would take more than {most} characters. Keep less of what operations give back.':
    'Le variabili di questa esecuzione supererebbero {most} caratteri. Conservare meno di ciò che le operazioni restituiscono.',
  'The template "{text}" cannot be used: {~why}.': 'Il modello «{text}» non si può usare: {why}.',
};
