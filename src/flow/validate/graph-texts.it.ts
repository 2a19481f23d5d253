import type { Texts } from '../../base/translate.ts';

/** What checks of flows say, in Italian: about the file, the steps and their ways, what starts a flow. */
export const graphTexts: Texts = {
  // The file.
  'The file has {length} characters; a flow has at most {most}.':
    'Il file ha {length} caratteri; un flusso ne ha al massimo {most}.',
  'Split the flow into several.': 'Dividere il flusso in più flussi.',
  'The flow is nested deeper than {most} levels.': 'Il flusso è annidato oltre {most} livelli.',
  'Take values apart into several variables.': 'Dividere i valori in più variabili.',
  'At line {line}, column {column}: {~fault}.': 'Alla riga {line}, colonna {column}: {fault}.',
  'Correct the text there; the mistake may also stand just before.':
    'Correggere il testo in quel punto; l’errore può anche trovarsi subito prima.',
  'there is more text after the end': 'c’è altro testo dopo la fine',
  'a colon is missing after the name': 'dopo il nome mancano i due punti',
  'the text ends too early': 'il testo finisce troppo presto',
  'it is nested too deeply': 'è annidato troppo in profondità',
  'this text in quotes does not end, or holds a line break or a stray \\':
    'questo testo tra virgolette non si chiude, o contiene un a capo o una \\ fuori posto',
  'a value is missing or misspelt here': 'qui un valore manca o è scritto male',
  'a name in double quotes is missing here': 'qui manca un nome tra virgolette doppie',
  'the name "{name}" is not allowed': 'il nome «{name}» non è ammesso',
  'the name "{name}" is there twice': 'il nome «{name}» compare due volte',
  'a comma or {bracket} is missing here': 'qui manca una virgola o {bracket}',
  'This is no flow file: it does not say "rondine": 1.': 'Non è un file di flusso: non dice "rondine": 1.',
  'Choose a file that was exported from Rondine.': 'Scegliere un file esportato da Rondine.',
  'The file says "rondine": {format}, which is no format.': 'Il file dice "rondine": {format}, che non è un formato.',
  'Write "rondine": {format}, or export the flow again.':
    'Scrivere "rondine": {format}, o esportare di nuovo il flusso.',
  'The file is of format {format}; this Rondine reads formats up to {most}.':
    'Il file è del formato {format}; questa Rondine legge i formati fino a {most}.',
  'Update Rondine, or export the flow again from the one that made it for this format.':
    'Aggiornare Rondine, o esportare di nuovo il flusso per questo formato da quella che l’ha creato.',
  'The flow is missing.': 'Il flusso manca.',
  'Put the flow under "flow".': 'Mettere il flusso sotto «flow».',
  '"{by}" must be one of: {words}. There is no "{wrong}".': '«{by}» deve essere uno di: {words}. «{wrong}» non esiste.',
  '"{by}" must be one of: {words}.{~wrong}': '«{by}» deve essere uno di: {words}.{wrong}',
  'A flow file has no "{name}".': 'Un file di flusso non ha «{name}».',
  'The layout is no object.': 'La disposizione non è un oggetto.',
  'Remove it; the editor lays the steps out anew.': 'Toglierla: l’editor dispone di nuovo i passi.',
  'There is no time zone "{zone}".': 'Il fuso orario «{zone}» non esiste.',
  'Write it as continent and city, such as "Europe/Rome".':
    'Scriverlo come continente e città, per esempio «Europe/Rome».',
  'There is no country "{country}".': 'Il Paese «{country}» non esiste.',
  'Write its two letters, such as "IT".': 'Scriverne le due lettere, per esempio «IT».',

  // Steps and ways.
  'The flow starts with the step "{step}", which does not exist.{~hint}':
    'Il flusso inizia con il passo «{step}», che non esiste.{hint}',
  'Choose the step that comes first.': 'Scegliere il passo che viene per primo.',
  'The exit "{exit}" of {step} leads to "{target}", which does not exist.{~hint}':
    'L’uscita «{exit}» di {step} porta a «{target}», che non esiste.{hint}',
  'Lead the exit to a step that exists.': 'Collegare l’uscita a un passo esistente.',
  'There is no type of step called "{type}".{~hint}': 'Non esiste un tipo di passo «{type}».{hint}',
  'Choose a type that exists.': 'Scegliere un tipo esistente.',
  '{step} has no exit "{exit}"; its exits are {exits}.{~hint}':
    '{step} non ha l’uscita «{exit}»; le sue uscite: {exits}.{hint}',
  'Remove this way out, or begin it at an exit that the step has.':
    'Togliere questa via, o farla partire da un’uscita che il passo ha.',
  'The exit "{exit}" of {step} leads nowhere; a run that takes it fails.':
    'L’uscita «{exit}» di {step} non porta da nessuna parte: un’esecuzione che la prende fallisce.',
  'The exit "{exit}" of {step} leads nowhere; a run that takes it fails{~why}.':
    'L’uscita «{exit}» di {step} non porta da nessuna parte: un’esecuzione che la prende fallisce{why}.',
  ' with the reason of the trouble': ' con il motivo dell’errore',
  'Lead "{exit}" to a step, for example to one of the type "end".':
    'Collegare «{exit}» a un passo, per esempio a uno di tipo «end».',
  'Lead "{exit}" to a step, for example to one of the type "end"{~more}.':
    'Collegare «{exit}» a un passo, per esempio a uno di tipo «end»{more}.',
  ', or add a handler for failures': ', o aggiungere un gestore per gli errori',
  '{step} is disabled: a run that comes to it ends there.':
    '{step} è disattivato: un’esecuzione che vi arriva finisce lì.',
  '{step} is disabled: runs pass it over by its exit "{exit}".':
    '{step} è disattivato: le esecuzioni lo saltano dall’uscita «{exit}».',
  'Enable it, or remove it.': 'Riattivarlo, o eliminarlo.',
  'Runs pass {step} over by its exit "{exit}", which leads nowhere; they fail there.':
    'Le esecuzioni saltano {step} dall’uscita «{exit}», che non porta da nessuna parte: lì falliscono.',
  'No way leads to {step}, so it never happens.': 'Nessuna via porta a {step}: non accade mai.',
  'Lead an exit to it, or remove it.': 'Collegarvi un’uscita, o eliminarlo.',
  'From {step} no way leads to an end or to a wait; every run that comes here fails in the loop behind it.':
    'Da {step} nessuna via porta a una fine o a un’attesa: ogni esecuzione che arriva qui fallisce nel ciclo che segue.',
  'Lead an exit of the loop to a step that ends or waits.':
    'Collegare un’uscita del ciclo a un passo che termina o attende.',
  '{steps} leads back to {step} without ever waiting, so a run could go round for ever.':
    '{steps} riporta a {step} senza mai attendere: un’esecuzione potrebbe girare all’infinito.',
  'Put a step between that waits ("ask", "wait", "handoff"), or one that counts how often it is passed ("goto", "loop").':
    'Inserire un passo che attende («ask», «wait», «handoff»), o uno che conta i giri («goto», «loop»).',
  'The first delay ({first}) is longer than the longest ({longest}).':
    'La prima attesa ({first}) supera quella massima ({longest}).',
  'Make the first delay the shorter one.': 'Rendere più breve la prima attesa.',
  'there is no filter "{name}"': 'il filtro «{name}» non esiste',
  'there is no tag "{name}"': 'il tag «{name}» non esiste',
  'it makes too much text or loops too often': 'produce troppo testo o gira troppe volte',
  'it is too long': 'è troppo lungo',
  'it is nested too deeply or makes a text that is too long': 'è troppo annidato o produce un testo troppo lungo',
  '{~fault} (line {line}, column {column})': '{fault} (riga {line}, colonna {column})',
  'The pattern "{pattern}" cannot be used: {reason}.': 'L’espressione «{pattern}» non si può usare: {reason}.',
  'The pattern is longer than {most} characters.': 'L’espressione supera {most} caratteri.',

  // What steps say of themselves.
  'The file has no link and no file.': 'Il file non ha né un link né un file.',
  'The file has both a link and a file.': 'Il file ha sia un link sia un file.',
  'Give a link or a file, one of the two.': 'Indicare un link o un file, uno dei due.',
  'Two choices have the id "{id}", so nobody could tell which one was picked.':
    'Due scelte hanno l’id «{id}»: non si saprebbe quale è stata scelta.',
  'Give every choice an id of its own.': 'Dare a ogni scelta un id diverso.',
  'The exit "{exit}" exists already, so this case could not have a way of its own.':
    'L’uscita «{exit}» esiste già: questo caso non potrebbe avere una via propria.',
  'The exit "{exit}" exists already, so this share could not have a way of its own.':
    'L’uscita «{exit}» esiste già: questa quota non potrebbe avere una via propria.',
  'The exit "{exit}" exists already and means something else.': 'L’uscita «{exit}» esiste già e significa altro.',
  'Remove it from the list.': 'Toglierla dall’elenco.',
  'Give the case another id.': 'Dare al caso un altro id.',
  'Give the way another exit.': 'Dare alla via un’altra uscita.',
  'Give the case another exit, or put its values into the list of the other case.':
    'Dare al caso un’altra uscita, o mettere i suoi valori nell’elenco dell’altro caso.',
  'The value {value} stands in a case already, so this one could never be taken by it.':
    'Il valore {value} è già in un altro caso: questo non potrebbe mai prenderlo.',
  'Remove the value in one of the two places.': 'Togliere il valore da uno dei due posti.',
  'All weights are 0, so nobody could go any way.': 'Tutti i pesi sono 0: nessuno potrebbe prendere una via.',
  'Give one way a weight above 0.': 'Dare a una via un peso maggiore di 0.',
  'Nothing says how long to wait.': 'Nulla dice quanto attendere.',
  'It cannot wait for several things at once.': 'Non può attendere più cose insieme.',
  'Fill in one of "For", "Until" and "Until open".': 'Compilare uno fra «Per», «Fino a» e «Fino all’apertura».',
  'Only one run can talk to the contact in place of this flow, so a list cannot be called.':
    'Solo un’esecuzione può parlare con il contatto al posto di questo flusso: non si può chiamare per un elenco.',
  'Choose "all", "any" or "start", or put the step without a list into a loop.':
    'Scegliere «all», «any» o «start», o mettere il passo senza elenco in un ciclo.',
  'The entry and the number of the pass are both kept in "{item}", so one of them would be lost.':
    'La voce e il numero del giro vanno entrambi in «{item}»: uno dei due andrebbe perso.',
  'Give the number another variable.': 'Dare al numero un’altra variabile.',
  'There is no pattern to read the text with.': 'Manca l’espressione con cui leggere il testo.',
  'A group cannot be called "{name}": that is the name of the whole find.':
    'Un gruppo non può chiamarsi «{name}»: è il nome di tutto ciò che si trova.',
  'Give the group another name.': 'Dare al gruppo un altro nome.',
  'There is nothing to choose from.': 'Non c’è nulla fra cui scegliere.',
  'Add choices, or ask for another type of answer.': 'Aggiungere delle scelte, o chiedere un altro tipo di risposta.',
  'Choices belong to the type "choice"; for "{type}" nobody would see them.':
    'Le scelte appartengono al tipo «choice»; con «{type}» nessuno le vedrebbe.',
  'Change the type to "choice", or remove the choices.': 'Cambiare il tipo in «choice», o togliere le scelte.',
  'There is no pattern to check the answer against.': 'Manca l’espressione con cui verificare la risposta.',
  'A question with choices cannot carry a file.': 'Una domanda con scelte non può portare un file.',
  'Send the file by a step of its own before the question.': 'Inviare il file con un passo a sé, prima della domanda.',
  '"{name}" cannot be the name of a header.': '«{name}» non può essere il nome di un’intestazione.',
  'Use letters, digits and dashes.': 'Usare lettere, cifre e trattini.',
  'Nothing follows the last message, so there is nothing to be delivered in time for.':
    'Dopo l’ultimo messaggio non c’è altro: la consegna in tempo non serve a nulla.',
  'Remove "deliveredWithin" there, or add a rung; to wait for word of the last one use "waitFor" and "timeout".':
    'Togliere lì «Consegnato entro», o aggiungere un ripiego; per attendere conferma dell’ultimo usare «waitFor» e «timeout».',
  'Nothing is waited for, so the time to wait means nothing.': 'Non si attende nulla: il tempo di attesa non ha senso.',
  'Set "waitFor", or remove "timeout".': 'Impostare «waitFor», o togliere «timeout».',
  'An address needs a connection that it is an address of.': 'Un indirizzo richiede la connessione a cui appartiene.',
  'Name the connection, or remove the address.': 'Indicare la connessione, o togliere l’indirizzo.',
  'One message cannot be {~kinds} at once.': 'Un solo messaggio non può essere insieme {kinds}.',
  'choices and a file': 'scelte e un file',
  'choices and an approved message': 'scelte e un messaggio approvato',
  'a file and an approved message': 'un file e un messaggio approvato',
  'choices and a file and an approved message': 'scelte, un file e un messaggio approvato',
  'Use one step for each of them.': 'Usare un passo per ciascuno.',
  'An approved message has its own words; the text would be lost.':
    'Un messaggio approvato ha le sue parole: il testo andrebbe perso.',
  'Remove the text, or the approved message.': 'Togliere il testo, o il messaggio approvato.',
  'There is nothing to send.': 'Non c’è nulla da inviare.',
  'Write a text.': 'Scrivere un testo.',

  // What starts a flow, and what takes messages meanwhile.
  'Nothing starts the flow, so it never runs by itself.': 'Nulla avvia il flusso: da solo non parte mai.',
  'Add a trigger, or start it from elsewhere.': 'Aggiungere un’attivazione, o avviarlo da altrove.',
  'The trigger listens on no connection.': 'L’attivazione non ascolta nessuna connessione.',
  'Choose connections, or remove the list to listen on all.':
    'Scegliere delle connessioni, o togliere l’elenco per ascoltarle tutte.',
  'Every message interrupts whatever the person is in the middle of, also answers to other flows.':
    'Ogni messaggio interrompe ciò che la persona sta facendo, anche le risposte ad altri flussi.',
  'Add keywords or a pattern.': 'Aggiungere delle parole o un’espressione.',
  'Trigger {number} has the path "{path}" already, so no call would reach this one.':
    'L’attivazione {number} ha già il percorso «{path}»: nessuna chiamata arriverebbe a questa.',
  'Give it a path of its own.': 'Darle un percorso diverso.',
  'None of the keywords can occur in a message.': 'Nessuna delle parole può comparire in un messaggio.',
  'Write words of letters or digits, or remove the list.': 'Scrivere parole di lettere o cifre, o togliere l’elenco.',
  'An address alone does not say on which channel to write to somebody who is not linked.':
    'Un indirizzo da solo non dice su quale canale scrivere a chi non è collegato.',
  'Choose a connection as well.': 'Scegliere anche una connessione.',
  'This reads "{root}", but before the flow starts there is only "input".{~hint}':
    'Questo legge «{root}», ma prima che il flusso inizi c’è solo «input».{hint}',
  'Read it from "input".': 'Leggerlo da «input».',
  'There is no connection "{name}" to look at.{~hint}': 'Non c’è una connessione «{name}» da interrogare.{hint}',
  'On "{connection}" nothing can be looked for that is called "{poll}".{~hint}':
    'Su «{connection}» non si può cercare nulla che si chiami «{poll}».{hint}',
  'Choose another trigger.': 'Scegliere un’altra attivazione.',
  'It says how a flow must have ended, but not which flow.': 'Dice come deve essere finito un flusso, ma non quale.',
  'Fill in "after", or remove "ended".': 'Compilare «after», o togliere «ended».',
  'The flow would start again each time it ends, for ever.':
    'Il flusso ripartirebbe ogni volta che finisce, senza fine.',
  'Name another flow.': 'Indicare un altro flusso.',
  'Nothing says after how long a conversation is idle.': 'Nulla dice dopo quanto tempo una conversazione è inattiva.',
  'Fill in "after", for example P1D.': 'Compilare «after», per esempio P1D.',
  '"after" belongs to the event "idle"; "{event}" happens at once.':
    '«after» appartiene all’evento «idle»; «{event}» accade subito.',
  'Remove it, or choose "idle".': 'Toglierlo, o scegliere «idle».',
  'A schedule has five fields ({names}); this one has {count}.':
    'Un orario ha cinque campi ({names}); questo ne ha {count}.',
  '"{value}" is no {~field}: it goes from {from} to {to}, as *, 1-5, */2 or 1,3.':
    '«{value}» non va bene come {field}: va da {from} a {to}, come *, 1-5, */2 o 1,3.',
  minute: 'minuto',
  hour: 'ora',
  day: 'giorno',
  'day of the month': 'giorno del mese',
  month: 'mese',
  weekday: 'giorno della settimana',
  'No year has such a day in such a month, so the schedule never comes.':
    'In nessun anno quel mese ha quel giorno: l’orario non arriva mai.',
  'Write it like "0 9 * * 1-5": at nine on weekdays.': 'Scriverlo come «0 9 * * 1-5»: alle nove nei giorni feriali.',
  'The handler leads to "{step}", which does not exist.{~hint}': 'Il gestore porta a «{step}», che non esiste.{hint}',
  'Lead the handler to a step that exists.': 'Collegare il gestore a un passo esistente.',
  'Handler {number} takes everything that is on "{on}", so this one is never used.':
    'Il gestore {number} prende tutto ciò che è su «{on}»: questo non viene mai usato.',
  'Remove one of the two.': 'Togliere uno dei due.',
  'The handler has no keywords and no pattern, so it takes no message.':
    'Il gestore non ha parole né espressione: non prende nessun messaggio.',
  'Write the words that it should take.': 'Scrivere le parole che deve riconoscere.',
};
