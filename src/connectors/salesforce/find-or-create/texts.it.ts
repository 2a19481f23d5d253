import type { Texts } from '../../../base/translate.ts';

/** What finding or creating a person says, in Italian. */
export const personTexts: Texts = {
  'Find or create person': 'Trova o crea persona',
  'Finds the Contact, person account or Lead of a person by its record link, External ID, e-mail or phone, and creates it where there is none. Two messages of one person at the same moment make one record.':
    'Trova il Referente, l’account personale o il Lead di una persona dal collegamento, dall’ID esterno, dall’e-mail o dal telefono, e lo crea se non c’è. Due messaggi della stessa persona nello stesso momento creano un solo record.',
  'Who is looked for': 'Chi si cerca',
  'person: a Contact, a person account or a Lead, in this order. Or records of one object only.':
    'person: un Referente, un account personale o un Lead, in quest’ordine. Oppure solo record di un oggetto.',
  'Object to create': 'Oggetto da creare',
  'When nobody is found. Unset: the object looked for; for a person a Lead.':
    'Se non si trova nessuno. Se manca: l’oggetto cercato; per una persona, un Lead.',
  Match: 'Corrispondenza',
  'What tells the person. The record link of the contact goes first in any case.':
    'Ciò che identifica la persona. Il collegamento del contatto viene comunque per primo.',
  Phone: 'Telefono',
  'Found however the org writes it.': 'Si trova comunque sia scritto nell’org.',
  'E-mail': 'E-mail',
  'API name of a field whose value tells the person, such as a customer number.':
    'Nome API di un campo il cui valore identifica la persona, come un codice cliente.',
  'Where the field is. Unset: where the person would be created.':
    'Dove si trova il campo. Se manca: dove la persona verrebbe creata.',
  Country: 'Paese',
  'Two letters: where phone numbers without a prefix belong, in the org as well.':
    'Due lettere: il Paese dei telefoni senza prefisso, anche nell’org.',
  'Search index, too': 'Anche indice di ricerca',
  'Where no filter finds anybody, looks for the phone in the other phone fields as well, such as Home Phone, by the search index. It costs one more call for each new person.':
    'Se nessun filtro trova qualcuno, cerca il telefono anche negli altri campi di telefono, come Telefono abitazione, con l’indice di ricerca. Costa una chiamata in più per ogni persona nuova.',
  'Only records with': 'Solo record con',
  'Further conditions on what is found by search. A record link does not ask for them.':
    'Altre condizioni su ciò che la ricerca trova. Un collegamento non le richiede.',
  'API name: OwnerId, RecordTypeId, a brand…': 'Nome API: OwnerId, RecordTypeId, un marchio…',
  'What it must be. A list allows any of its values.':
    'Che cosa deve essere. Un elenco ammette uno qualsiasi dei valori.',
  'Unset: the condition holds for each object.': 'Se manca: la condizione vale per ogni oggetto.',
  'Fields for a new record': 'Campi di un record nuovo',
  'Values by API name. Phone, e-mail and External ID of the match are added where no field holds them.':
    'Valori per nome API. Telefono, e-mail e ID esterno della corrispondenza si aggiungono se nessun campo li contiene.',
  'Fields for a found record': 'Campi di un record trovato',
  'For a Lead': 'Per un Lead',
  'For a Contact': 'Per un Referente',
  'For a person account': 'Per un account personale',
  'Values by API name.': 'Valori per nome API.',
  Overwrite: 'Sovrascrivi',
  'empty: only fields that are empty in the org, so that what staff wrote stays. A checkbox is never empty.':
    'empty: solo i campi vuoti nell’org, così resta ciò che è stato scritto a mano. Una casella di controllo non è mai vuota.',
  'When found': 'Se si trova',
  'update: write its fields. link: take it as it is. new: create one all the same. ask: leave by "ambiguous" with what was found.':
    'update: ne scrive i campi. link: lo prende com’è. new: ne crea uno comunque. ask: esce da «ambiguous» con ciò che ha trovato.',
  'When several are found': 'Se se ne trovano più d’uno',
  'newest: take the one created last. ask: leave by "ambiguous". fail: leave by "failed".':
    'newest: prende l’ultimo creato. ask: esce da «ambiguous». fail: esce da «failed».',
  'Where to look': 'Dove cercare',
  'In this order; the first place that has somebody is the answer. A converted Lead leads to its Contact.':
    'In quest’ordine; vale il primo posto in cui c’è qualcuno. Un Lead convertito porta al suo Referente.',
  'For a new Lead or Account: "default" runs the active rule, "none" keeps the owner, or the id of a rule. Unset: "none" when OwnerId is given, else "default".':
    'Per un nuovo Lead o Account: «default» esegue la regola attiva, «none» mantiene il titolare, oppure l’id di una regola. Se manca: «none» quando c’è OwnerId, altrimenti «default».',
  'Allow duplicates': 'Ammetti duplicati',
  'Create although a duplicate rule of the org gives an alert. Unset: the record that the rule names counts as found.':
    'Crea anche se una regola di duplicazione dell’org avvisa. Se manca: il record indicato dalla regola vale come trovato.',
  Outcome: 'Esito',
  'The 18-character id; none when ambiguous.': 'L’id di 18 caratteri; nessuno se ambiguo.',
  'Lead, Contact, or Account for a person account.': 'Lead, Contact, o Account per un account personale.',
  'Matched by': 'Trovato con',
  'The surest of what told the record. claim: another message of the person created it just now.':
    'Ciò che con più certezza ha identificato il record. claim: l’ha appena creato un altro messaggio della persona.',
  'Updated fields': 'Campi aggiornati',
  'Fields of a found record that were written.': 'Campi di un record trovato che sono stati scritti.',
  Candidates: 'Candidati',
  'Records that may be the person.': 'Record che possono essere la persona.',
  'Gone records': 'Record scomparsi',
  'Linked records that stand for the person no more: merged, converted or deleted.':
    'Record collegati che non rappresentano più la persona: uniti, convertiti o eliminati.',
};
