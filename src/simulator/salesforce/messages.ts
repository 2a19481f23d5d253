import type { Field } from './metadata.ts';

/** The words of an org's refusals. Codes are the same in every language; only clients that read texts notice. */
export type Texts = {
  language: 'en' | 'it';
  label: (field: Field) => string;
  requiredMissing: (names: readonly string[]) => string;
  tooLong: (label: string, value: string, length: number) => string;
  invalidEmail: (label: string, value: string) => string;
  badChoice: (label: string, value: string) => string;
  outsideRange: (label: string, value: number) => string;
  wrongId: (label: string, value: string) => string;
  unknownReference: () => string;
  notWritable: (names: readonly string[]) => string;
  noSuchColumn: (name: string, object: string) => string;
  namedInUrl: (name: string) => string;
  duplicateValue: (field: string, id: string) => string;
  useOneOfThese: () => string;
  deleted: () => string;
  converted: () => string;
  alreadyMember: () => string;
  recordTypeNotForUser: (id: string) => string;
  lockedRow: (id: string) => string;
  inactiveOwner: (name: string, object: string) => string;
  storageFull: () => string;
  triggerLimit: (trigger: string, rows: number) => string;
  triggerFailed: (trigger: string, message: string) => string;
};

const EN: Texts = {
  language: 'en',
  label: (field) => field.label,
  requiredMissing: (names) => `Required fields are missing: [${names.join(', ')}]`,
  tooLong: (label, value, length) => `${label}: data value too large: ${value} (max length=${length})`,
  invalidEmail: (label, value) => `${label}: invalid email address: ${value}`,
  badChoice: (label, value) => `${label}: bad value for restricted picklist field: ${value}`,
  outsideRange: (label, value) => `${label}: value outside of valid range on numeric field: ${value}`,
  wrongId: (label, value) => `${label}: id value of incorrect type: ${value}`,
  unknownReference: () => 'invalid cross reference id',
  notWritable: (names) =>
    `Unable to create/update fields: ${names.join(', ')}. Please check the security settings of this field ` +
    'and verify that it is read/write for your profile or permission set.',
  noSuchColumn: (name, object) => `No such column '${name}' on sobject of type ${object}`,
  namedInUrl: (name) => `The ${name} field should not be specified in the sobject data.`,
  duplicateValue: (field, id) => `duplicate value found: ${field} duplicates value on record with id: ${id}`,
  useOneOfThese: () => 'Use one of these records?',
  deleted: () => 'entity is deleted',
  converted: () => 'cannot reference converted lead',
  alreadyMember: () => 'Already a campaign member.',
  recordTypeNotForUser: (id) => `Record Type ID: this ID value isn't valid for the user: ${id}`,
  lockedRow: (id) => `unable to obtain exclusive access to this record or 1 records: ${id}`,
  inactiveOwner: (name, object) => `operation performed with inactive user [${name}] as owner of ${object}`,
  storageFull: () => 'storage limit exceeded',
  triggerLimit: (trigger, rows) =>
    `${trigger}: System.LimitException: Too many SOQL queries: 101 (${rows} records in one transaction)`,
  triggerFailed: (trigger, message) => `${trigger}: execution of BeforeInsert\n\ncaused by: ${message}`,
};

/** An Italian org answers in Italian; what Apex throws stays as its programmer wrote it. */
const IT: Texts = {
  ...EN,
  language: 'it',
  label: (field) => field.labelIt,
  requiredMissing: (names) => `Campi obbligatori mancanti: [${names.join(', ')}]`,
  tooLong: (label, value, length) => `${label}: valore dei dati troppo grande: ${value} (lunghezza massima=${length})`,
  invalidEmail: (label, value) => `${label}: indirizzo email non valido: ${value}`,
  badChoice: (label, value) => `${label}: valore non valido per il campo elenco di selezione limitato: ${value}`,
  outsideRange: (label, value) => `${label}: valore non compreso nell'intervallo valido del campo numerico: ${value}`,
  wrongId: (label, value) => `${label}: valore ID di tipo non corretto: ${value}`,
  unknownReference: () => 'ID riferimento incrociato non valido',
  notWritable: (names) =>
    `Impossibile creare/aggiornare i campi: ${names.join(', ')}. Controllare le impostazioni di protezione del campo ` +
    "e verificare che sia in lettura/scrittura per il profilo o l'insieme di autorizzazioni.",
  duplicateValue: (field, id) => `valore duplicato trovato: ${field} duplica il valore nel record con ID: ${id}`,
  useOneOfThese: () => 'Utilizzare uno di questi record?',
  deleted: () => "l'entità è stata eliminata",
  converted: () => 'impossibile fare riferimento a un lead convertito',
  alreadyMember: () => 'È già membro della campagna.',
  recordTypeNotForUser: (id) => `ID tipo di record: questo valore ID non è valido per l'utente: ${id}`,
  lockedRow: (id) => `impossibile ottenere l'accesso esclusivo a questo record o a 1 record: ${id}`,
  inactiveOwner: (name, object) => `operazione eseguita con l'utente inattivo [${name}] come titolare di ${object}`,
  storageFull: () => 'limite di memorizzazione superato',
};

/** The words of an org in its language. */
export function textsOf(language: 'en' | 'it'): Texts {
  return language === 'it' ? IT : EN;
}
