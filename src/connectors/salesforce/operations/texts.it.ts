import type { Texts } from '../../../base/translate.ts';
import { outputTexts } from './output-texts.it.ts';
import { personTexts } from '../find-or-create/texts.it.ts';

/** What the operations say, in Italian. */
export const operationTexts: Texts = {
  ...personTexts,
  ...outputTexts,
  'Create record': 'Crea record',
  'Creates a record exactly once and gives its id, link and name. How sure that is depends on the External ID field of the object.':
    'Crea un record una sola volta e ne dà id, link e nome. Quanto sia certo dipende dal campo ID esterno dell’oggetto.',
  'Update record': 'Aggiorna record',
  'Changes fields of one record, told by its id or by an External ID. A lead that was converted meanwhile is followed to its contact, a merged record to the one that is left. After a lost answer it looks before it writes again: what people changed since stays.':
    'Modifica i campi di un record, indicato con l’id o con un ID esterno. Un Lead nel frattempo convertito viene seguito fino al suo Referente, un record unito fino a quello rimasto. Dopo una risposta persa guarda prima di riscrivere: ciò che è stato cambiato a mano resta.',
  'Create or update record': 'Crea o aggiorna record',
  'Finds the record by an External ID and updates it, or creates it. After a lost answer it looks before it writes again: what people changed since stays.':
    'Trova il record con un ID esterno e lo aggiorna, oppure lo crea. Dopo una risposta persa guarda prima di riscrivere: ciò che è stato cambiato a mano resta.',
  'Get record': 'Leggi record',
  'Reads one record by its id or by an External ID: the fields named, or all that the connected user may see. A record that was merged is found in the one that is left.':
    'Legge un record con l’id o con un ID esterno: i campi indicati, o tutti quelli visibili all’utente collegato. Un record unito si trova in quello rimasto.',
  'Find records': 'Trova record',
  'Finds records by conditions on their fields, in an order, up to a limit. Who writes SOQL can give a whole query, with values in place of :names; they are escaped, never pasted.':
    'Trova record con condizioni sui campi, in un ordine, fino a un limite. Chi scrive SOQL può dare un’intera query, con valori al posto di :nomi; vengono protetti, mai incollati.',
  Search: 'Cerca',
  'Looks for words in several objects at once, as the search box of Salesforce does; a phone number is found however it was written. Records of the last minutes may be missing: to make sure that something is created once, use "Find or create", not this.':
    'Cerca parole in più oggetti insieme, come la ricerca di Salesforce; un telefono si trova comunque sia scritto. I record degli ultimi minuti possono mancare: per creare qualcosa una sola volta usare «Trova o crea», non questa.',
  'Set owner': 'Imposta titolare',
  'Gives a record to a user or to a queue, with assignment rules switched off so that none gives it on. After a lost answer it looks before it writes again.':
    'Assegna un record a un utente o a una coda, con le regole di assegnazione disattivate perché nessuna lo riassegni. Dopo una risposta persa guarda prima di riscrivere.',
  'Run assignment rule': 'Esegui regola di assegnazione',
  'Lets an assignment rule of the org choose the owner of a lead or case that is there already, and tells whom it chose. After a lost answer it runs again only where nobody else has touched the record since.':
    'Fa scegliere a una regola di assegnazione dell’org il titolare di un Lead o Caso già esistente, e dice chi ha scelto. Dopo una risposta persa riparte solo se nel frattempo nessun altro ha toccato il record.',
  'Log activity': 'Registra attività',
  'Writes a completed task into the history of a lead, a contact or any other record: a call, or what was said in a conversation. A text too long for the org is cut at the end. It is made once, also after a lost answer.':
    'Scrive un’operazione completata nella cronologia di un Lead, un Referente o un altro record: una chiamata, o ciò che si è detto in una conversazione. Un testo troppo lungo per l’org viene tagliato in fondo. È creata una volta sola, anche dopo una risposta persa.',
  'Add case comment': 'Aggiungi commento al Caso',
  'Adds a comment to a case, for staff or for the customer as well. A text longer than the 4,000 bytes of a comment becomes several, numbered and in order. They are made once, also after a lost answer, and all or none.':
    'Aggiunge un commento a un Caso, per gli operatori o anche per il cliente. Un testo oltre i 4.000 byte di un commento ne diventa più d’uno, numerati e in ordine. Sono creati una volta sola, anche dopo una risposta persa, tutti o nessuno.',
  'Attach file': 'Allega file',
  'Puts a file, such as a photo that came by message, into the files of a record. It is sent as it is read, whatever its size, and attached once, also after a lost answer.':
    'Mette un file, per esempio una foto arrivata con un messaggio, fra i file di un record. Viene inviato mentre è letto, di qualsiasi dimensione, e allegato una volta sola, anche dopo una risposta persa.',
  'Add campaign member': 'Aggiungi membro della campagna',
  'Puts a lead or a contact into a campaign. Who is a member already stays one: nothing is added twice, and the status is changed only where the step says so.':
    'Inserisce un Lead o un Referente in una Campagna. Chi ne è già membro lo resta: nulla è aggiunto due volte, e lo stato cambia solo se il passo lo dice.',
  'Run action or flow': 'Esegui azione o flusso',
  'Starts an autolaunched flow, an invocable Apex method or a standard action of the org, and gives what it returns. After a lost answer a person has to look, unless the step says that repeating does no harm.':
    'Avvia un flusso automatico, un metodo Apex invocabile o un’azione standard dell’org, e ne dà il risultato. Dopo una risposta persa deve guardare una persona, a meno che il passo dica che ripetere non fa danni.',
  'Delete record': 'Elimina record',
  'Puts one record, told by its id or by an External ID, into the recycle bin of the org. One that is deleted already counts as done.':
    'Mette nel Cestino dell’org un record, indicato con l’id o con un ID esterno. Se è già eliminato, vale come fatto.',

  // What they are given.
  Object: 'Oggetto',
  'API name: Lead, Case, Contact…': 'Nome API: Lead, Case, Contact…',
  Fields: 'Campi',
  'Values by API name of the field.': 'Valori per nome API del campo.',
  'Assignment rule': 'Regola di assegnazione',
  'Lead, Case and Account: "default" runs the active rule, "none" keeps the owner, or the id of a rule. Unset: "none" when OwnerId is given, else "default".':
    'Lead, Caso e Account: «default» esegue la regola attiva, «none» mantiene il titolare, oppure l’id di una regola. Se manca: «none» quando c’è OwnerId, altrimenti «default».',
  'Lead, Case and Account: "default" runs the active rule, "none" keeps the owner, or the id of a rule. Unset: "none", so that an update takes no record away from its owner.':
    'Lead, Caso e Account: «default» esegue la regola attiva, «none» mantiene il titolare, oppure l’id di una regola. Se manca: «none», così un aggiornamento non toglie il record al suo titolare.',
  'When a duplicate rule finds similar records': 'Se una regola di duplicazione trova record simili',
  'fail: the step fails and names them. allow: save all the same, where the rule only warns. use: give the record that was found and write nothing. update: give it and write the fields onto it.':
    'fail: il passo fallisce e li indica. allow: salva comunque, dove la regola avvisa soltanto. use: dà il record trovato e non scrive nulla. update: lo dà e vi scrive i campi.',
  'fail: the step fails and names them. allow: save all the same, where the rule only warns.':
    'fail: il passo fallisce e li indica. allow: salva comunque, dove la regola avvisa soltanto.',
  Options: 'Opzioni',
  'How the values of the fields are read.': 'Come vengono letti i valori dei campi.',
  'Texts that are too long': 'Testi troppo lunghi',
  '"fail" ends the step as failed; "cut" shortens them at the end with "…".':
    '«fail» fa fallire il passo; «cut» li accorcia in fondo con «…».',
  'Time zone': 'Fuso orario',
  'Zone of dates that name none; unset: that of the connection.':
    'Fuso delle date che non ne indicano uno; se manca, quello della connessione.',
  'When empty': 'Se vuoto',
  'What a field gets that came out blank, by API name: {"Company": "Private"}.':
    'Che cosa riceve un campo rimasto vuoto, per nome API: {"Company": "Privato"}.',
  'Record id': 'Id del record',
  'With 15 or 18 characters.': 'Di 15 o 18 caratteri.',
  Field: 'Campo',
  'API name of the field that tells the record; best one that is External ID and Unique.':
    'Nome API del campo che identifica il record; meglio uno che sia ID esterno e univoco.',
  'External ID': 'ID esterno',
  'External ID field': 'Campo ID esterno',
  'Its value, such as the number that your own system gave the customer.':
    'Il suo valore, per esempio il numero che il proprio sistema ha dato al cliente.',
  Follow: 'Segui',
  'Go on with the record that a merged or converted one has become. No: the step fails.':
    'Prosegue con il record in cui quello unito o convertito si è trasformato. No: il passo fallisce.',
  'API names of the fields to read, those of parents too: Owner.Name.':
    'Nomi API dei campi da leggere, anche dei record padre: Owner.Name.',
  'Read what a merged record has become. No: then it is not found.':
    'Legge ciò che un record unito è diventato. No: allora non viene trovato.',
  Conditions: 'Condizioni',
  'Which records: comparisons of their fields. Values are always escaped.':
    'Quali record: confronti sui loro campi. I valori sono sempre protetti.',
  'All of': 'Tutte',
  'Each of these must hold.': 'Devono valere tutte.',
  'Any of': 'Almeno una',
  'One of these must hold as well.': 'Deve valerne anche una.',
  'API name, or that of a parent: Owner.Name.': 'Nome API, o quello di un record padre: Owner.Name.',
  Operator: 'Operatore',
  Value: 'Valore',
  'A list for isOneOf, isNoneOf, includes, excludes.': 'Un elenco per isOneOf, isNoneOf, includes, excludes.',
  'Read as': 'Leggi come',
  'How the value is meant. Unset: as the field is.': 'Come va inteso il valore. Se manca: come il campo.',
  Order: 'Ordine',
  'The first field counts most.': 'Conta di più il primo campo.',
  Descending: 'Decrescente',
  Limit: 'Limite',
  'Most records that come back.': 'Quanti record tornano al massimo.',
  'Query (SOQL)': 'Query (SOQL)',
  'In place of object and conditions. Never put {{ }} into it: give values by :name, or what a customer wrote becomes a part of the query.':
    'Al posto di oggetto e condizioni. Non metterci mai {{ }}: i valori si danno con :nome, altrimenti ciò che ha scritto un cliente diventa parte della query.',
  'Values of the query': 'Valori della query',
  'By name; a list for IN, {"date": "2026-11-22"} for dates, {"dateTime": …} for times with a zone.':
    'Per nome; un elenco per IN, {"date": "2026-11-22"} per le date, {"dateTime": …} per gli orari con fuso.',
  Text: 'Testo',
  'Words as they stand in the records; no character has a special meaning.':
    'Parole come stanno nei record; nessun carattere ha un significato speciale.',
  'Phone number': 'Numero di telefono',
  'In place of a text: looked for in every usual form.': 'Al posto di un testo: cercato in ogni forma usuale.',
  'Two letters: where a phone number without a prefix belongs.': 'Due lettere: il Paese di un telefono senza prefisso.',
  'Look in': 'Cerca in',
  'Fields that are looked at. Unset: all of them, for a phone number phone fields only.':
    'Campi in cui si cerca. Se manca: tutti; per un telefono, solo quelli di telefono.',
  Objects: 'Oggetti',
  'Where to look, and what to read of each record. Unset: leads and contacts, by name.':
    'Dove cercare, e che cosa leggere di ogni record. Se manca: Lead e Referenti, per nome.',
  'Most records of each object.': 'Quanti record al massimo per oggetto.',
  User: 'Utente',
  'Username, such as giulia@acme.it, or the id.': 'Nome utente, per esempio giulia@acme.it, o l’id.',
  Queue: 'Coda',
  'In place of a user: developer name, or the id.': 'Al posto di un utente: nome sviluppatore, o l’id.',
  Rule: 'Regola',
  'Name or id of a rule. Unset: the active one.': 'Nome o id di una regola. Se manca: quella attiva.',
  'What was said, up to 32,000 characters.': 'Ciò che si è detto, fino a 32.000 caratteri.',
  Subject: 'Oggetto',
  'Lead or contact': 'Lead o Referente',
  'Id of the person.': 'Id della persona.',
  About: 'Riguarda',
  'Id of the case, account or other record; not together with a lead.':
    'Id del Caso, Account o altro record; non insieme a un Lead.',
  Kind: 'Tipo',
  Direction: 'Direzione',
  'Calls only: who called whom.': 'Solo chiamate: chi ha chiamato chi.',
  Seconds: 'Secondi',
  'Calls only: how long.': 'Solo chiamate: la durata.',
  Status: 'Stato',
  "Of the org's list. Unset: Completed.": 'Dall’elenco dell’org. Se manca: Completed.',
  'Of the org’s list. Unset: Completed.': 'Dall’elenco dell’org. Se manca: Completed.',
  'More fields': 'Altri campi',
  Case: 'Caso',
  'Its id.': 'Il suo id.',
  Public: 'Pubblico',
  'Customers see it too, where the org shows them comments.':
    'Lo vedono anche i clienti, se l’org mostra loro i commenti.',
  File: 'File',
  'A file of a message, or its id.': 'Un file di un messaggio, o il suo id.',
  'File name': 'Nome del file',
  'With its ending. Unset: the one that it came with.': 'Con l’estensione. Se manca: quello con cui è arrivato.',
  Title: 'Titolo',
  'Under which people find it. Unset: the file name.': 'Sotto il quale lo si trova. Se manca: il nome del file.',
  Campaign: 'Campagna',
  'Its name or its id, or {"campaign": {"Code__c": "S26"}} by a field of yours.':
    'Il nome o l’id, oppure {"campaign": {"Code__c": "S26"}} con un campo proprio.',
  Reference: 'Riferimento',
  '{"user": "giulia@acme.it"}, {"queue": "New_leads"}, {"recordType": "Private"}, {"campaign": "Spring"}, {"campaign": {"Code__c": "S26"}}, or {"reference": "Account", "Code__c": "77"} for any object and field.':
    '{"user": "giulia@acme.it"}, {"queue": "New_leads"}, {"recordType": "Private"}, {"campaign": "Spring"}, {"campaign": {"Code__c": "S26"}}, oppure {"reference": "Account", "Code__c": "77"} per qualsiasi oggetto e campo.',
  'Developer name of the queue': 'Nome sviluppatore della coda',
  'Developer name of the record type': 'Nome sviluppatore del tipo di record',
  'Name of the campaign': 'Nome della Campagna',
  Lead: 'Lead',
  Contact: 'Referente',
  'Member status': 'Stato del membro',
  'One of the campaign. Unset: its default.': 'Uno di quelli della Campagna. Se manca: quello predefinito.',
  'Who is a member already': 'Chi è già membro',
  'keep: keeps the status. update: gets this one.': 'keep: mantiene lo stato. update: riceve questo.',
  Name: 'Nome',
  'API name of the flow, the class or the action.': 'Nome API del flusso, della classe o dell’azione.',
  Inputs: 'Input',
  'By the name of the variable.': 'Per nome della variabile.',
  'Harmless to repeat': 'Ripetibile senza danni',
  'Say so where it does the same twice, or nothing: it is repeated after a lost answer.':
    'Da attivare se due volte fa lo stesso, o nulla: dopo una risposta persa si ripete.',
};
