/** What fields of steps are called and what they are for, in Italian by the English words. */
export const STEP_WORDS: Readonly<Record<string, string>> = {
  Text: 'Testo',
  'What to write. With a file it is the caption.': 'Che cosa scrivere. Con un file è la didascalia.',
  Choices: 'Scelte',
  'Buttons or list lines under the text. To wait for the answer use the step "ask".':
    'Pulsanti o voci di elenco sotto il testo. Per aspettare la risposta serve il passo Domanda.',
  Choice: 'Scelta',
  Id: 'Id',
  'Names the choice in variables and branches; customers never see it.':
    'Il nome della scelta in variabili e condizioni; i clienti non lo vedono mai.',
  Title: 'Titolo',
  'What the customer reads on the button or line.': 'Quello che il cliente legge sul pulsante o sulla voce.',
  Description: 'Descrizione',
  'A second line under the title, where the channel shows lists.':
    'Una seconda riga sotto il titolo, dove il canale mostra elenchi.',
  Style: 'Aspetto',
  'Buttons or a list; "auto" takes what fits the channel.':
    'Pulsanti o elenco; «auto» sceglie ciò che il canale sa mostrare.',
  'List button': 'Pulsante dell’elenco',
  'Text of the button that opens the list.': 'Il testo del pulsante che apre l’elenco.',
  Header: 'Intestazione',
  'A short line above the text.': 'Una riga breve sopra il testo.',
  Footer: 'Piè di messaggio',
  'A short line below the text.': 'Una riga breve sotto il testo.',
  Media: 'File',
  'A file to send; the text becomes its caption.': 'Un file da inviare; il testo diventa la didascalia.',
  Kind: 'Tipo',
  'What it is.': 'Di che cosa si tratta.',
  Link: 'Link',
  'A public link to the file.': 'Un link pubblico al file.',
  File: 'File archiviato',
  'A stored file out of a variable, such as one that the customer sent.':
    'Un file archiviato preso da una variabile, per esempio uno inviato dal cliente.',
  'Approved message': 'Messaggio approvato',
  'A message that the provider approved beforehand; the only kind that reaches people outside their reply window.':
    'Un messaggio che il fornitore ha approvato prima; l’unico che arriva fuori dalla finestra di risposta.',
  Name: 'Nome',
  'Name of the approved message.': 'Il nome del messaggio approvato.',
  Language: 'Lingua',
  'Language it was approved in, as the provider writes it.':
    'La lingua in cui è approvato, come la scrive il fornitore.',
  Values: 'Valori',
  'Fill the placeholders in order.': 'Riempiono i segnaposto, nell’ordine.',
  Value: 'Valore',
  Names: 'Nomi',
  'Names of the placeholders, one for each value, where the message has names instead of numbers.':
    'I nomi dei segnaposto, uno per valore, dove il messaggio ha nomi al posto dei numeri.',
  Head: 'Testata',
  'What the head of the message is given.': 'Che cosa riceve la testata del messaggio.',
  'What stands above the text.': 'Che cosa sta sopra il testo.',
  'Fills the placeholder of a head of text.': 'Riempie il segnaposto di una testata di testo.',
  Buttons: 'Pulsanti',
  'Values of the buttons that need one.': 'I valori dei pulsanti che ne hanno bisogno.',
  Button: 'Pulsante',
  Place: 'Posto',
  'Which button; the first is 0.': 'Quale pulsante; il primo è 0.',
  'The end of a link, what a tap gives back, or a code to copy.':
    'La fine di un link, ciò che restituisce un tocco, o un codice da copiare.',
  'What it is given.': 'Che cosa riceve.',
  Purpose: 'Scopo',
  'What the person is written to for. Marketing needs a consent; the others go out until the person forbids them.':
    'Perché si scrive alla persona. Il marketing richiede un consenso; gli altri partono finché la persona non li vieta.',
  'Delivered within': 'Consegnato entro',
  'How long to wait for word that it arrived before the next rung is tried; ten minutes unless told. Where the channel never says so, only a refusal leads on.':
    'Quanto aspettare la conferma di consegna prima di provare il tentativo successivo; dieci minuti se non si dice altro. Dove il canale non la dà mai, solo un rifiuto porta avanti.',
  Otherwise: 'Altrimenti',
  'What is tried next, in order, when the message before was refused or is not known to have arrived in time. Each is one message, sent at most once.':
    'Che cosa si prova dopo, nell’ordine, quando il messaggio precedente è stato rifiutato o non risulta arrivato in tempo. Ognuno è un messaggio, inviato al massimo una volta.',
  Rung: 'Tentativo',
  Connection: 'Connessione',
  'The connection to send it on; without one, the connection that the run talks on.':
    'La connessione su cui inviarlo; se manca, quella della conversazione in corso.',
  Address: 'Indirizzo',
  "Which of the contact's addresses to write to on that connection; without it, the first that it can reach.":
    'A quale degli indirizzi del contatto scrivere su quella connessione; se manca, il primo raggiungibile.',
  'Go on when': 'Prosegui quando',
  'Goes on when a provider took the message, or when there is word that it arrived or was read.':
    'Prosegue quando un fornitore ha preso il messaggio, o quando si sa che è arrivato o è stato letto.',
  'Wait at most': 'Attendi al massimo',
  'How long to wait for that word, counted from the last message; an hour unless told.':
    'Quanto aspettare quella conferma, a partire dall’ultimo messaggio; un’ora se non si dice altro.',
  'Save result as': 'Salva il risultato in',
  'Variable that receives what was tried: each rung, how far it got, and how many arrived late.':
    'La variabile che riceve ciò che si è provato: ogni tentativo, fin dove è arrivato, e quanti sono arrivati tardi.',
  Question: 'Domanda',
  'What to ask.': 'Che cosa chiedere.',
  Answer: 'Risposta',
  'What counts as an answer.': 'Che cosa vale come risposta.',
  Type: 'Tipo',
  'What the customer is asked for.': 'Che cosa si chiede al cliente.',
  'What can be picked: by a tap, by number, or by writing the title. For "choice".':
    'Che cosa si può scegliere: con un tocco, con un numero o scrivendo il titolo. Per «scelta».',
  'At least': 'Almeno',
  'Smallest number, or earliest date (YYYY-MM-DD). May hold a template.':
    'Il numero più piccolo, o la prima data (AAAA-MM-GG). Può contenere un modello.',
  'At most': 'Al massimo',
  'Largest number, or latest date (YYYY-MM-DD). May hold a template.':
    'Il numero più grande, o l’ultima data (AAAA-MM-GG). Può contenere un modello.',
  Shortest: 'Lunghezza minima',
  'Fewest characters. For "text".': 'Il minimo di caratteri. Per «testo».',
  Longest: 'Lunghezza massima',
  'Most characters. For "text".': 'Il massimo di caratteri. Per «testo».',
  Pattern: 'Espressione regolare',
  'RE2 pattern that must occur in the answer; ^ and $ bind it to the ends. For "pattern".':
    'Un’espressione RE2 che deve trovarsi nella risposta; ^ e $ la legano agli estremi. Per «espressione».',
  Country: 'Paese',
  "Two letters: where a phone number without a prefix belongs. The flow's country unless told.":
    'Due lettere: il paese dei numeri di telefono senza prefisso. Se manca, il paese del flusso.',
  'Save answer as': 'Salva la risposta in',
  'Variable that receives the answer: a number for "number", E.164 for "phone", YYYY-MM-DD for "date"; for "choice" the id, and the title in a second variable with "Title" at the end of its name.':
    'La variabile che riceve la risposta: un numero, un telefono in E.164, una data AAAA-MM-GG; per una scelta l’id, e il titolo in una seconda variabile con «Title» in fondo al nome.',
  'Further tries': 'Altri tentativi',
  'How often to ask again after an answer that does not fit.':
    'Quante volte richiedere dopo una risposta che non va bene.',
  'Text for answers that do not fit': 'Testo per le risposte che non vanno bene',
  'What to write before the next try. There is a standard text for each type, in Italian and English.':
    'Che cosa scrivere prima del prossimo tentativo. C’è un testo pronto per ogni tipo, in italiano e in inglese.',
  'How long to wait for each answer.': 'Quanto aspettare ogni risposta.',
  'New messages only': 'Solo messaggi nuovi',
  'Counts only messages that came after the question was sent, not those written meanwhile.':
    'Valgono solo i messaggi arrivati dopo l’invio della domanda, non quelli scritti nel frattempo.',
  Cases: 'Casi',
  'Tried in order; the first that holds gives the exit, and "else" if none does.':
    'Provati nell’ordine; il primo che vale dà l’uscita, «altrimenti» se nessuno vale.',
  Case: 'Caso',
  Exit: 'Uscita',
  'Name of the exit that is taken.': 'Il nome dell’uscita che si prende.',
  'What the canvas shows on the exit.': 'Quello che la tela mostra sull’uscita.',
  When: 'Quando',
  'The condition under which this exit is taken.': 'La condizione per prendere questa uscita.',
  'What is looked up among the cases.': 'Il valore che si cerca tra i casi.',
  'The first that has the value gives the exit, and "other" if none does.':
    'Il primo che ha il valore dà l’uscita, «altro» se nessuno lo ha.',
  Is: 'È',
  'The value, or a list of values, that take this exit. The number 1 and the text "1" are the same.':
    'Il valore, o l’elenco di valori, che prende questa uscita. Il numero 1 e il testo «1» sono uguali.',
  'Ignore case and accents': 'Ignora maiuscole e accenti',
  'Whether "Sì" and "SI" are the same.': 'Se «Sì» e «SI» sono uguali.',
  By: 'In base a',
  'Equal values always go the same way; the contact unless told. Where it is empty, each run counts by itself.':
    'Valori uguali prendono sempre la stessa via; il contatto, se non si dice altro. Se è vuoto, ogni esecuzione conta da sola.',
  Salt: 'Seme',
  'Any text; another one deals everybody out anew.': 'Un testo qualsiasi; con un altro tutti vengono ridistribuiti.',
  Ways: 'Vie',
  'The ways and how many take them.': 'Le vie e quanti le prendono.',
  Way: 'Via',
  'Name of the exit that this share takes.': 'Il nome dell’uscita che prende questa parte.',
  Weight: 'Peso',
  'Its share of the sum of all weights; nobody goes the way of a 0.':
    'La sua parte nella somma di tutti i pesi; con 0 non passa nessuno.',
  Calendar: 'Calendario',
  'Name of the calendar that says when people are there.': 'Il nome del calendario che dice quando c’è qualcuno.',
  At: 'Al momento',
  "Moment to ask about instead of now: a date (its first moment), a date with time, or epoch milliseconds, in the calendar's time zone unless it says otherwise.":
    'Il momento da guardare al posto di adesso: una data (il suo inizio), una data con l’ora o millisecondi, nel fuso del calendario se non dice altro.',
  'Save as': 'Salva in',
  'Variable that receives "open" (true or false), "closesAt" while it is open, "opensAt" while it is closed (moments, for the date filter; null where there is none), and "holiday", the name of the day if it has one.':
    'La variabile che riceve «open» (vero o falso), «closesAt» quando è aperto, «opensAt» quando è chiuso (momenti, per il filtro date; null dove non c’è), e «holiday», il nome del giorno di festa.',
  Variables: 'Variabili',
  'Name and new value of each. A value that is exactly one expression keeps its type.':
    'Nome e nuovo valore di ognuna. Un valore che è esattamente un’espressione conserva il suo tipo.',
  'What to read.': 'Che cosa leggere.',
  As: 'Come',
  '"pattern": the named groups of a pattern, and the whole find as match. "json": any value. "number". "amount": value, currency (ISO code) and text (the exact decimal). "date": a day as YYYY-MM-DD, or a moment with the offset of the flow\'s zone. "phone": e164, national, country and kind (mobile, landline, either, special, unknown). "email": the address. "name": first and last.':
    'Espressione: i gruppi con nome, e l’intero come match. JSON: un valore qualsiasi. Numero. Importo: value, currency (codice ISO) e text (il decimale esatto). Data: un giorno AAAA-MM-GG, o un momento con il fuso del flusso. Telefono: e164, national, country e kind. E-mail: l’indirizzo. Nome: first e last.',
  'RE2 pattern with named groups; ^ and $ bind it to the ends. For "pattern".':
    'Un’espressione RE2 con gruppi con nome; ^ e $ la legano agli estremi. Per «espressione».',
  "Two letters: where a phone number without a prefix belongs, whose dollar is meant, and where some countries write numbers their own way. The flow's country unless told.":
    'Due lettere: il paese dei telefoni senza prefisso, del dollaro che si intende e di certi modi di scrivere i numeri. Se manca, il paese del flusso.',
  'Variable that receives what was read. Where nothing could be, it stays as it was.':
    'La variabile che riceve ciò che si è letto. Se non si legge nulla, resta com’era.',
  'Name of the connection to work with.': 'La connessione con cui lavorare.',
  Operation: 'Operazione',
  'What to do there.': 'Che cosa fare lì.',
  Input: 'Dati',
  'What the operation is given. An expression without a value leaves its member out.':
    'Che cosa riceve l’operazione. Un’espressione senza valore lascia fuori il suo membro.',
  'Variable that receives what the operation gives back.': 'La variabile che riceve ciò che l’operazione restituisce.',
  'Goes on by the exit "timeout" after this time; the operation may still take place. Without it the run waits until there is a result.':
    'Dopo questo tempo prosegue dall’uscita «timeout»; l’operazione può avvenire lo stesso. Senza, aspetta finché c’è un risultato.',
  Exits: 'Uscite',
  'Outcomes of the operation that have an exit of their own; with any other it is left by "done".':
    'Gli esiti dell’operazione che hanno un’uscita propria; con ogni altro si esce da «done».',
  For: 'Per',
  'How long to wait.': 'Quanto aspettare.',
  Until: 'Fino a',
  "Moment to wait for: a date (its first moment), a date with time, or epoch milliseconds, in the flow's time zone unless it says otherwise. A moment that has passed does not wait.":
    'Il momento da aspettare: una data (il suo inizio), una data con l’ora o millisecondi, nel fuso del flusso se non dice altro. Un momento passato non fa aspettare.',
  'Until open': 'Fino all’apertura',
  'Calendar whose next opening to wait for. During its hours it does not wait.':
    'Il calendario di cui aspettare la prossima apertura. Durante l’orario non aspetta.',
  'Goes on by the exit "timeout" after this time.': 'Dopo questo tempo prosegue dall’uscita «timeout».',
  'Counts only messages that come after the wait began, not those written before.':
    'Valgono solo i messaggi arrivati dopo l’inizio dell’attesa, non quelli scritti prima.',
  'Save text as': 'Salva il testo in',
  'Variable that receives the words of the reply; empty for one without words.':
    'La variabile che riceve le parole della risposta; vuota se non ne ha.',
  'Watch delivery': 'Segui la consegna',
  'Goes on by the exit "undelivered" when a message of this run turns out not to have arrived.':
    'Prosegue dall’uscita «undelivered» quando un messaggio di questa esecuzione risulta non arrivato.',
  'A name that the call gives, such as the number of an order. Without it the call goes to the address of the run, which templates read as run.resumeUrl.':
    'Un nome che dà la chiamata, per esempio il numero di un ordine. Senza, la chiamata va all’indirizzo dell’esecuzione, che i modelli leggono come run.resumeUrl.',
  'Save data as': 'Salva i dati in',
  'Variable that receives what the call brought.': 'La variabile che riceve ciò che la chiamata ha portato.',
  List: 'Elenco',
  'The list to go through, as it is when the loop begins.': 'L’elenco da scorrere, com’è quando il ciclo comincia.',
  Entry: 'Elemento',
  'Variable that receives the entry of each pass.': 'La variabile che riceve l’elemento di ogni giro.',
  Number: 'Numero',
  'Variable that receives the number of the pass: 1 for the first.':
    'La variabile che riceve il numero del giro: 1 per il primo.',
  'Most entries that the list may have; a longer one is left by "failed".':
    'Il massimo di elementi dell’elenco; con uno più lungo si esce da «failed».',
  'How often the jump is made in one run; after that it is left by "tooOften".':
    'Quante volte si salta in un’esecuzione; poi si esce da «tooOften».',
  'Leaves loops': 'Lascia i cicli',
  'Ids of the loops that the jump ends before their last entry: they begin anew when entered again.':
    'I cicli che il salto chiude prima dell’ultimo elemento: ricominciano quando ci si rientra.',
  Flow: 'Flusso',
  'Id of the flow to run; it needs a trigger of the type "flow".':
    'Il flusso da avviare; deve avere un avvio da un altro flusso.',
  How: 'Come',
  '"call": it talks to the contact in place of this flow, which goes on after it. The others run beside: "all" waits until every run has ended, "any" until the first has ended well, "start" for none. With a list it is "all" unless told, else "call".':
    'Chiamata: parla con il contatto al posto di questo flusso, che prosegue dopo. Gli altri girano accanto: tutti aspetta che finiscano tutti, uno che il primo finisca bene, avvio non aspetta. Con un elenco è tutti se non si dice altro, senza è chiamata.',
  'For each': 'Per ognuno',
  'A list of at most 100 entries: one run is started for each.':
    'Un elenco di al massimo 100 elementi: per ognuno parte un’esecuzione.',
  'Variable that the input reads the entry from. Nothing but the input sees it.':
    'La variabile da cui i dati leggono l’elemento. Solo i dati la vedono.',
  'What the flow is given: its templates read it as "input".':
    'Che cosa riceve il flusso: i suoi modelli lo leggono come input.',
  'Variable that receives "run", "status" and "output" of the run; with a list, unless "any" is meant, the list of them in its order. A run that failed has "failure" in place of "output".':
    'La variabile che riceve run, status e output dell’esecuzione; con un elenco, salvo per uno, l’elenco nello stesso ordine. Un’esecuzione fallita ha failure al posto di output.',
  'Goes on by the exit "timeout" after this time; the runs go on too. Without it the flow waits until they end.':
    'Dopo questo tempo prosegue dall’uscita «timeout»; anche le esecuzioni proseguono. Senza, il flusso aspetta che finiscano.',
  Queue: 'Coda',
  'Who should see it.': 'Chi deve vederla.',
  Note: 'Nota',
  'What the people should know; customers never see it.':
    'Che cosa devono sapere gli operatori; i clienti non la vedono mai.',
  'How long people may keep the conversation.': 'Per quanto gli operatori possono tenere la conversazione.',
  Status: 'Stato',
  'HTTP status of the answer.': 'Lo stato HTTP della risposta.',
  Headers: 'Intestazioni',
  'Name and value of each header. An expression without a value leaves its header out.':
    'Nome e valore di ogni intestazione. Un’espressione senza valore la lascia fuori.',
  Body: 'Corpo',
  'What is answered: a text as it is, anything else as JSON.':
    'Che cosa si risponde: un testo così com’è, ogni altra cosa come JSON.',
  'What people who read the flow should know. Nothing in it is worked out.':
    'Che cosa deve sapere chi legge il flusso. Non viene calcolato nulla.',
  'Ends as': 'Finisce come',
  'A failed run shows up among the problems of the flow. Passed: the message that started it is not for this flow; the next flow whose trigger it fits gets it.':
    'Un’esecuzione fallita appare tra i problemi del flusso. Passata: il messaggio che l’ha avviata non è per questo flusso; lo riceve il prossimo a cui si adatta.',
  Reason: 'Motivo',
  'Why the run failed, for the people who look after the flow.': 'Perché è fallita, per chi cura il flusso.',
  Output: 'Risultato',
  'What a flow that called this one gets back.': 'Che cosa riceve il flusso che ha chiamato questo.',
};
