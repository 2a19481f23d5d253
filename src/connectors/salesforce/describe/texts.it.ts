import type { Texts } from '../../../base/translate.ts';

/** What looking at mappings finds, trying a record tells and refusals say, in Italian. */
export const mappingTexts: Texts = {
  '{field} takes only the values of its picklist, and "{text}" is none of them.':
    '{field} accetta solo i valori della sua lista di selezione, e «{text}» non è fra questi.',
  'Perhaps: {names}. Or let the administrator add the value.':
    'Forse: {names}. O far aggiungere il valore all’amministratore.',
  'Choose one of: {names}. Or let the administrator add the value.':
    'Scegliere fra: {names}. O far aggiungere il valore all’amministratore.',
  '{field} takes at most {most} characters, and this has {length}.':
    '{field} accetta al massimo {most} caratteri, e questo ne ha {length}.',
  '{field} takes at most {most} characters, and this may have up to {length}.':
    '{field} accetta al massimo {most} caratteri, e questo può averne fino a {length}.',
  'Shorten it (filter truncate), or let the step cut what is too long (options, onTooLong: cut).':
    'Accorciarlo (filtro truncate), o far tagliare al passo ciò che è troppo lungo (Opzioni, Testi troppo lunghi: cut).',
  '{field} takes at most {most} digits before the decimal point, and {value} has more.':
    '{field} accetta al massimo {most} cifre prima della virgola, e {value} ne ha di più.',
  'Give a smaller number, or let the administrator widen the field.':
    'Dare un numero più piccolo, o far ampliare il campo all’amministratore.',
  '{field} takes {~wanted}, and {shown} is none.': '{field} vuole {wanted}, e {shown} non lo è.',
  'Give one of: {names}.': 'Dare uno fra: {names}.',
  'Give {~wanted}.': 'Dare {wanted}.',
  'one value of its picklist': 'un valore della sua lista di selezione',
  'a text': 'un testo',
  'an e-mail address': 'un indirizzo e-mail',
  'a phone number': 'un numero di telefono',
  'a link': 'un link',
  'the id of a record, or a reference': 'l’id di un record, o un riferimento',
  'yes or no': 'sì o no',
  'a number': 'un numero',
  'a whole number': 'un numero intero',
  'a date': 'una data',
  'a date with a time': 'una data con ora',
  'a time of day': 'un’ora del giorno',
  '{~wanted}, for example {example}': '{wanted}, per esempio {example}',
  'The {object} was not written: {~why}': '{object} non è stato scritto: {why}',
  '{field} is a standard field that the connected user does not see: most likely its field-level security hides it, or the org has not switched on the feature that it belongs to.':
    '{field} è un campo standard che l’utente collegato non vede: probabilmente lo nasconde la protezione a livello di campo, o l’org non ha attivato la funzione a cui appartiene.',
  'Setup > Object Manager > {object} > Fields & Relationships > {field} > Set Field-Level Security: Visible for the connected user.':
    'Setup > Object Manager > {object} > Fields & Relationships > {field} > Set Field-Level Security: visibile per l’utente collegato.',
  '{object} has no field {field} that the connected user sees: most likely it is misspelt.':
    '{object} non ha un campo {field} visibile all’utente collegato: probabilmente è scritto male.',
  '{object} has no field {field} that the connected user sees: either field-level security hides it, or this org does not have it.':
    '{object} non ha un campo {field} visibile all’utente collegato: lo nasconde la protezione a livello di campo, o questa org non lo ha.',
  '{object} has no field {field} that the connected user sees: {~why}.':
    '{object} non ha un campo {field} visibile all’utente collegato: {why}.',
  'Perhaps {names} is meant.': 'Forse si intende {names}.',
  'Else: Setup > Object Manager > {object} > Fields & Relationships > {field} > Set Field-Level Security, for the connected user.':
    'Altrimenti: Setup > Object Manager > {object} > Fields & Relationships > {field} > Set Field-Level Security, per l’utente collegato.',
  'Perhaps {names} is meant. Else: Setup > Object Manager > {object} > Fields & Relationships > {field} > Set Field-Level Security, for the connected user.':
    'Forse si intende {names}. Altrimenti: Setup > Object Manager > {object} > Fields & Relationships > {field} > Set Field-Level Security, per l’utente collegato.',
  '{field} is set by the operation itself.': '{field} è impostato dall’operazione stessa.',
  'Remove it from the fields.': 'Toglierlo dai campi.',
  '{field} can be written only when the record is created.': '{field} si può scrivere solo alla creazione del record.',
  '{field} can be written only onto a record that exists.': '{field} si può scrivere solo su un record esistente.',
  '{field} can be written only {~when}.': '{field} si può scrivere solo {when}.',
  '{field} cannot be written by the connected user: the org computes it, or field-level security makes it Read-Only.':
    '{field} non è scrivibile dall’utente collegato: lo calcola l’org, o la protezione a livello di campo lo rende di sola lettura.',
  'Remove it from the fields; or Setup > Object Manager > {object} > Fields & Relationships > {field} > Set Field-Level Security.':
    'Toglierlo dai campi; o Setup > Object Manager > {object} > Fields & Relationships > {field} > Set Field-Level Security.',
  '{field} is a {type} field, and what this gives is {real}.': '{field} è un campo di tipo {type}, e questo dà {real}.',
  '{field} names a record, and this is no reference.': '{field} indica un record, e questo non è un riferimento.',
  '{field} names a record, and "{id}" is no id.': '{field} indica un record, e «{id}» non è un id.',
  'Name the record, for example {"queue": "New_leads"} or {"user": "giulia@acme.it"}.':
    'Indicare il record, per esempio {"queue": "New_leads"} o {"user": "giulia@acme.it"}.',
  'Name a record that this org has.': 'Indicare un record che questa org ha.',
  '{field} holds the id {id}, which only this org knows: in another one, a sandbox for instance, the flow fails.':
    '{field} contiene l’id {id}, noto solo a questa org: in un’altra, per esempio una sandbox, il flusso fallisce.',
  'Name the record by what it is called: {"user": …}, {"queue": …}, {"recordType": …}, {"campaign": …}.':
    'Indicare il record con il suo nome: {"user": …}, {"queue": …}, {"recordType": …}, {"campaign": …}.',
  '{field} takes a {targets}, and this names a {object}.': '{field} vuole un {targets}, e questo indica un {object}.',
  'Name a {targets}.': 'Indicare un {targets}.',
  '{field}: the connected user may not give records the record type {type}.':
    '{field}: l’utente collegato non può dare ai record il tipo di record {type}.',
  '{field}: {object} has no record type of this name, or it is not active.':
    '{field}: {object} non ha un tipo di record con questo nome, o non è attivo.',
  'The user may choose: {names}.': 'L’utente può scegliere: {names}.',
  "Else assign the record type to the user's profile or permission set (Setup > Permission Sets > Object Settings > {object}).":
    'Altrimenti assegnare il tipo di record al profilo o all’insieme di autorizzazioni dell’utente (Setup > Permission Sets > Object Settings > {object}).',
  'Salesforce did not describe {object}.': 'Salesforce non ha descritto {object}.',
  'The connected user sees no object {object} in this org.':
    'In questa org l’utente collegato non vede un oggetto {object}.',
  'Else give the user Read and Create on it (Setup > Permission Sets > Object Settings).':
    'Altrimenti dare all’utente lettura e creazione su di esso (Setup > Permission Sets > Object Settings).',
  'The connected user may not {~verb} records of {object}.': 'L’utente collegato non può {verb} record di {object}.',
  create: 'creare',
  update: 'modificare',
  read: 'leggere',
  'Give the user {rights} on {object} (Setup > Permission Sets > Object Settings > {object2}).':
    'Dare all’utente {rights} su {object} (Setup > Permission Sets > Object Settings > {object2}).',
  '{object} cannot be created without {field}.': '{object} non si può creare senza {field}.',
  'Give it a value; for the case that there is none, say what stands in for it (options, whenEmpty).':
    'Dargli un valore; per il caso in cui manchi, dire che cosa lo sostituisce (Opzioni, Se vuoto).',
  '{field} cannot be "{value}" while {other} is "{decides}".':
    '{field} non può essere «{value}» finché {other} è «{decides}».',
  'With it go: {names}.': 'Sono ammessi: {names}.',
  'No value goes with it: leave the field out.': 'Nessun valore è ammesso: omettere il campo.',
  '{field} has the value "{value}", but not for this record type.':
    '{field} ha il valore «{value}», ma non per questo tipo di record.',
  'Choose one of {names}, or let the administrator add the value to the record type.':
    'Scegliere fra {names}, o far aggiungere il valore al tipo di record dall’amministratore.',
  'Choose an object first.': 'Prima scegliere un oggetto.',
  'Exactly once: {object}.{field} holds the key of each record, and the org itself refuses a second one.':
    'Una sola volta: {object}.{field} contiene la chiave di ogni record, e l’org stessa ne rifiuta un secondo.',

  // Why a field is proposed.
  'The name as the channel shows it; it is split into first and last name.':
    'Il nome come lo mostra il canale; viene diviso in nome e cognome.',
  'The name as the channel shows it.': 'Il nome come lo mostra il canale.',
  'The number that the person writes from.': 'Il numero da cui scrive la persona.',
  'The address that the flow knows.': 'L’indirizzo noto al flusso.',
  'Where the person came from.': 'Da dove è arrivata la persona.',
  'What the person wrote.': 'Ciò che ha scritto la persona.',
  'How the case came in.': 'Come è arrivato il Caso.',

  // A trial.
  'Mails, callouts and platform events that the org sends when a record is really saved.':
    'E-mail, chiamate ed eventi di piattaforma che l’org invia quando un record viene davvero salvato.',
  'What the org does afterwards on its own: asynchronous triggers, scheduled paths of flows, other systems.':
    'Ciò che l’org fa dopo per conto suo: trigger asincroni, percorsi pianificati dei flussi, altri sistemi.',
  'Whether the answer would be the same later: rules, permissions and other records change.':
    'Se la risposta sarebbe la stessa più tardi: regole, autorizzazioni e altri record cambiano.',
  'The trial uses up one number of fields that count (a Case number, for instance), as every failed save does.':
    'La prova consuma un numero dei campi che contano (per esempio il numero del Caso), come ogni salvataggio fallito.',
  'The org saved the {object} of a trial, and it was deleted again. Do not use trials with this org.':
    'L’org ha salvato il record {object} di una prova, e lo si è eliminato. Non usare le prove con questa org.',
  'The org did not undo a trial of the {object}. Look at the record, and do not use trials with this org.':
    'L’org non ha annullato una prova di {object}. Controllare il record, e non usare le prove con questa org.',

  // Refusals.
  'Salesforce did not {action}: {~texts}': 'Salesforce non ha eseguito ({action}): {texts}',
  'Give the connected user "API Enabled": Setup > Profiles > the profile > Administrative Permissions > API Enabled, or a permission set with it. Starter, Essentials and plain Professional editions have no API.':
    'Dare all’utente collegato «API Abilitato» (API Enabled): Setup > Profiles > il profilo > Administrative Permissions > API Enabled, o un insieme di autorizzazioni che lo contiene. Le edizioni Starter, Essentials e Professional semplice non hanno API.',
  'Check the API name, and the field-level security for the connected user (Setup > Object Manager > the object > Fields & Relationships > the field > Set Field-Level Security).':
    'Verificare il nome API, e la protezione a livello di campo per l’utente collegato (Setup > Object Manager > l’oggetto > Fields & Relationships > il campo > Set Field-Level Security).',
  'A duplicate rule of the org found a similar record. Use that record, or allow duplicates in the step (onDuplicate).':
    'Una regola di duplicazione dell’org ha trovato un record simile. Usare quel record, o ammettere i duplicati nel passo.',
  'Several records have this External ID; merge them.': 'Più record hanno questo ID esterno; unirli.',
  'The record is in an approval; wait for its end or unlock it.':
    'Il record è in approvazione; attenderne la fine o sbloccarlo.',
  'The lead was converted: write to its contact instead.': 'Il Lead è stato convertito: scrivere sul suo Referente.',
  'The data storage of the org is full (Setup > Storage Usage).':
    'Lo spazio di archiviazione dell’org è pieno (Setup > Storage Usage).',
  'The org is locked: ask its administrator.': 'L’org è bloccata: rivolgersi al suo amministratore.',
  'The trial of the org is over.': 'La prova dell’org è finita.',
  'Allow this server in Setup > Profiles > Login IP Ranges.':
    'Consentire questo server in Setup > Profiles > Login IP Ranges.',
  'Extend Setup > Profiles > Login Hours of the user.': 'Estendere Setup > Profiles > Login Hours dell’utente.',
  'The API calls of the last 24 hours are used up (Setup > Company Information > API Requests).':
    'Le chiamate API delle ultime 24 ore sono esaurite (Setup > Company Information > API Requests).',
  '{used} of the {most} API calls that the org has in 24 hours are used; the last {reserve} % are kept for its other programs. What waits goes on when calls are free again. To keep fewer, lower "dailyReserve" of the connection.':
    'Sono usate {used} delle {most} chiamate API che l’org ha in 24 ore; l’ultimo {reserve} % è riservato agli altri suoi programmi. Ciò che attende prosegue quando tornano libere. Per riservarne meno, abbassare «Riserva di chiamate giornaliere» nella connessione.',
  '{count} records may be this person. Merge them in Salesforce, or let the step take the newest or ask.':
    '{count} record possono essere questa persona. Unirli in Salesforce, o far scegliere al passo il più recente o chiedere.',
  'There is nothing to find this person by: no record link, phone, e-mail or External ID. Ask for one of them before this step.':
    'Non c’è nulla con cui trovare questa persona: né collegamento, telefono, e-mail o ID esterno. Chiederne uno prima di questo passo.',
};
