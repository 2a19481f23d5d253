/** What fields of triggers, handlers and retries are called and what they are for, in Italian by the English words. */
export const TRIGGER_WORDS: Readonly<Record<string, string>> = {
  Connections: 'Connessioni',
  'Channel connections it listens on; absent = all.': 'Le connessioni dei canali su cui ascolta; nessuna = tutte.',
  Keywords: 'Parole chiave',
  'One of them must occur as a whole word, whatever its case and accents.':
    'Una di queste deve comparire come parola intera, senza badare a maiuscole e accenti.',
  'RE2 pattern that must be found in the text.': 'Un’espressione RE2 che deve trovarsi nel testo.',
  'First message': 'Primo messaggio',
  'Only the first message that a contact ever wrote.': 'Solo il primo messaggio in assoluto di un contatto.',
  'Chat opened': 'Chat aperta',
  'True: only when somebody opens the chat, follows or comes by a link and says nothing yet; the keywords are then what the link carries. False: only when something is said. Absent: both.':
    'Sì: solo quando qualcuno apre la chat, segue o arriva da un link e non dice ancora nulla; le parole chiave sono allora ciò che porta il link. No: solo quando dice qualcosa.',
  Priority: 'Priorità',
  'Higher ones are asked first; 0 unless told.': 'Le più alte vengono provate prima; 0 se non si dice altro.',
  'While it runs': 'Mentre è in corso',
  'What a fitting message does while a run of this flow is under way for the contact and does not wait for an answer: start again after it, start afresh, or nothing.':
    'Che cosa fa un messaggio adatto mentre per il contatto è in corso un’esecuzione che non aspetta risposta: riparte dopo, riparte da capo, o nulla.',
  Interrupts: 'Interrompe',
  'Starts although another run holds the conversation, and ends that one.':
    'Parte anche se un’altra esecuzione tiene la conversazione, e la chiude.',
  Quiet: 'Silenzio',
  'Starts when nothing more has come for so long, with all messages as one.':
    'Parte quando per tanto tempo non arriva altro, con tutti i messaggi come uno solo.',
  Statuses: 'Stati',
  'Which news start the flow; absent = failed.': 'Quali notizie avviano il flusso; nessuna = non riuscito.',
  Path: 'Percorso',
  'The last part of the address: /webhooks/<path>.': 'L’ultima parte dell’indirizzo: /webhooks/<percorso>.',
  Methods: 'Metodi',
  'Methods that are taken; absent = POST.': 'I metodi accettati; nessuno = POST.',
  Method: 'Metodo',
  'At once, or when the flow responds, waits for longer, ends, or 25 s have passed.':
    'Subito, o quando il flusso risponde, attende a lungo, finisce, o dopo 25 s.',
  Proof: 'Prova',
  'How callers prove who they are; absent = they need not.': 'Come chi chiama dimostra chi è; se manca, non serve.',
  Secret: 'Segreto',
  'Name of the secret that callers sign with.': 'Il nome del segreto con cui firma chi chiama.',
  'Header that carries the signature.': 'L’intestazione che porta la firma.',
  'Time header': 'Intestazione dell’ora',
  'Header that carries the time of signing, in epoch seconds.':
    'L’intestazione che porta l’ora della firma, in secondi.',
  Tolerance: 'Tolleranza',
  'Oldest signature taken, in seconds.': 'L’età massima della firma, in secondi.',
  To: 'A chi',
  'Whom the flow talks to; absent = nobody.': 'Con chi parla il flusso; se manca, con nessuno.',
  'Channel connection to write on.': 'La connessione del canale su cui scrivere.',
  'Address of the person: a phone number where the channel has phones. Templates read "input".':
    'L’indirizzo della persona: un telefono dove il canale ha i telefoni. I modelli leggono input.',
  'One at a time by': 'Uno alla volta per',
  'Runs for which this gives the same text are done one after the other; at most 1000 wait in line. Templates read "input".':
    'Le esecuzioni per cui dà lo stesso testo si svolgono una dopo l’altra; in coda ne restano al massimo 1000. I modelli leggono input.',
  Schedule: 'Orario',
  'Minute, hour, day, month, weekday.': 'Minuto, ora, giorno, mese, giorno della settimana.',
  'Time zone': 'Fuso orario',
  'IANA name; absent = the flow’s.': 'Il nome IANA; se manca, quello del flusso.',
  Events: 'Eventi',
  'What must have happened to the contact.': 'Che cosa deve essere successo al contatto.',
  Event: 'Evento',
  'Only for this tag, group, stage, field, object or purpose.':
    'Solo per questa etichetta, gruppo, fase, campo, oggetto o scopo.',
  'What must have happened to the conversation.': 'Che cosa deve essere successo alla conversazione.',
  After: 'Dopo',
  'For "idle": nobody has written for so long.': 'Per «inattiva»: nessuno scrive da tanto tempo.',
  'Only conversations of this queue.': 'Solo conversazioni di questa coda.',
  'Name of the connection to look at.': 'La connessione da guardare.',
  What: 'Che cosa',
  'What to look for there.': 'Che cosa cercare lì.',
  'What the look-up is given.': 'Che cosa riceve la ricerca.',
  Every: 'Ogni',
  'How often to look.': 'Ogni quanto guardare.',
  'Whom the flow talks to: by an address, or by a record that they are linked with; absent = nobody.':
    'Con chi parla il flusso: per indirizzo, o per un record a cui è collegato; se manca, con nessuno.',
  'Channel connection to write on; absent = the one on which the person wrote last.':
    'La connessione su cui scrivere; se manca, quella su cui la persona ha scritto per ultima.',
  'Their address where nobody is linked; needs a connection. Templates read "input".':
    'L’indirizzo, se nessuno è collegato; richiede una connessione. I modelli leggono input.',
  Record: 'Record',
  'The person is the contact linked with this record of the connection; of several the first that somebody is linked with.':
    'La persona è il contatto collegato a questo record della connessione; tra più record, il primo che ha qualcuno.',
  'Service: unless they forbade it. Marketing: only where they agreed.':
    'Servizio: salvo divieto. Marketing: solo con il consenso.',
  'Where nobody can be written to: the staff are told, nothing happens, or the flow starts without anybody.':
    'Se non si può scrivere a nessuno: si avvisa il personale, non succede nulla, o il flusso parte senza nessuno.',
  'Id of a flow whose end starts this one.': 'Il flusso la cui fine avvia questo.',
  'Ended as': 'Finito come',
  'Which ends count; absent = completed.': 'Quali esiti contano; nessuno = completato.',
  End: 'Esito',
  Step: 'Passo',
  'Id of the step to go to.': 'Il passo a cui andare.',
  Attempts: 'Tentativi',
  'Attempts in all, the first one included.': 'I tentativi in tutto, compreso il primo.',
  'First delay': 'Prima pausa',
  'Before the second attempt; it doubles from there.': 'Prima del secondo tentativo; da lì raddoppia.',
  'Longest delay': 'Pausa più lunga',
  'Between two attempts.': 'Tra due tentativi.',
  Deadline: 'Scadenza',
  'After this time no attempt is begun.': 'Dopo questo tempo non comincia più nessun tentativo.',
};
