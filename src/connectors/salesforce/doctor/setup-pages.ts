/**
 * A label of Salesforce's Setup in English and Italian. `assumed`: the Italian one was not read in an Italian org, so a
 * person may have to look for a similar word.
 */
export type Label = { readonly en: string; readonly it: string; readonly assumed?: true };

/** A page of Setup by its clicks. */
export type Place = { readonly en: string; readonly it: string };

/** Every label that click paths are made of. */
export const LABELS = {
  setup: { en: 'Setup', it: 'Impostazioni' },
  externalApps: { en: 'External Client App Manager', it: 'Gestore app client esterne', assumed: true },
  newExternalApp: { en: 'New External Client App', it: 'Nuova app client esterna', assumed: true },
  yourApp: { en: 'your app', it: 'la vostra app' },
  settings: { en: 'Settings', it: 'Impostazioni', assumed: true },
  policies: { en: 'Policies', it: 'Politiche' },
  edit: { en: 'Edit', it: 'Modifica' },
  view: { en: 'View', it: 'Visualizza' },
  manage: { en: 'Manage', it: 'Gestisci' },
  oauthSettings: { en: 'OAuth Settings', it: 'Impostazioni OAuth' },
  oauthPolicies: { en: 'OAuth Policies', it: 'Politiche OAuth' },
  enableOauth: { en: 'API (Enable OAuth Settings)', it: 'API (Abilita impostazioni OAuth)' },
  keyAndSecret: { en: 'Consumer Key and Secret', it: 'Chiave e Secret del Consumatore' },
  callbackUrl: { en: 'Callback URL', it: 'URL di Callback' },
  scopes: { en: 'OAuth Scopes', it: 'Scope OAuth selezionati' },
  flowEnablement: { en: 'Flow Enablement', it: 'Abilitazione flusso', assumed: true },
  security: { en: 'Security', it: 'Sicurezza', assumed: true },
  permittedUsers: { en: 'Permitted Users', it: 'Utenti autorizzati' },
  ipRelaxation: { en: 'IP Relaxation', it: 'Rilassamento IP' },
  refreshPolicy: { en: 'Refresh Token Policy', it: 'Politica del Token di Aggiornamento' },
  clientCredentials: { en: 'Client Credentials Flow', it: 'Flusso credenziali client', assumed: true },
  runAs: { en: 'Run As', it: 'Esegui come', assumed: true },
  apps: { en: 'Apps', it: 'Apps' },
  appManager: { en: 'App Manager', it: 'Gestore App' },
  appUsage: { en: 'Connected Apps OAuth Usage', it: 'Utilizzo OAuth app connesse', assumed: true },
  myDomain: { en: 'My Domain', it: 'Dominio personale', assumed: true },
  users: { en: 'Users', it: 'Utenti' },
  theUser: { en: 'the connected user', it: 'l’utente collegato' },
  profiles: { en: 'Profiles', it: 'Profili' },
  theProfile: { en: 'the profile of the connected user', it: 'il profilo dell’utente collegato' },
  administrative: { en: 'Administrative Permissions', it: 'Autorizzazioni amministrative' },
  apiEnabled: { en: 'API Enabled', it: 'API Abilitato' },
  ipRanges: { en: 'Login IP Ranges', it: 'Intervalli IP di accesso', assumed: true },
  loginHours: { en: 'Login Hours', it: 'Orario di accesso', assumed: true },
  loginHistory: { en: 'Login History', it: 'Cronologia accessi', assumed: true },
  permissionSets: { en: 'Permission Sets', it: 'Insiemi di autorizzazioni', assumed: true },
  theSet: { en: 'the set of the connected user', it: 'l’insieme dell’utente collegato' },
  systemPermissions: { en: 'System Permissions', it: 'Autorizzazioni di sistema', assumed: true },
  objectSettings: { en: 'Object Settings', it: 'Impostazioni oggetto', assumed: true },
  objectManager: { en: 'Object Manager', it: 'Gestione oggetti' },
  fields: { en: 'Fields & Relationships', it: 'Campi & Relazione' },
  newField: { en: 'New', it: 'Nuovo', assumed: true },
  fieldSecurity: { en: 'Set Field-Level Security', it: 'Imposta protezione a livello di campo', assumed: true },
  values: { en: 'Values', it: 'Valori', assumed: true },
  recordTypes: { en: 'Record Types', it: 'Tipi di record' },
  company: { en: 'Company Information', it: 'Informazioni società', assumed: true },
  storage: { en: 'Storage Usage', it: 'Utilizzo dello spazio di memorizzazione', assumed: true },
  leadAssignment: { en: 'Lead Assignment Rules', it: 'Regole di assegnazione lead', assumed: true },
  caseAssignment: { en: 'Case Assignment Rules', it: 'Regole di assegnazione caso', assumed: true },
  duplicateRules: { en: 'Duplicate Rules', it: 'Regole di duplicazione', assumed: true },
} as const satisfies Record<string, Label>;

type Step = keyof typeof LABELS | Label;

/** A page by the labels that lead to it from Setup. */
export function path(...steps: readonly Step[]): Place {
  const labels: readonly Label[] = [
    LABELS.setup,
    ...steps.map((step) => (typeof step === 'string' ? LABELS[step] : step)),
  ];
  return { en: labels.map(({ en }) => en).join(' > '), it: labels.map(({ it }) => it).join(' > ') };
}

/** Pages that are the same for every org. */
export const PAGES = {
  newApp: path('externalApps', 'newExternalApp'),
  appKeys: path('externalApps', 'yourApp', 'settings', 'oauthSettings', 'keyAndSecret'),
  appCallback: path('externalApps', 'yourApp', 'settings', 'oauthSettings', 'callbackUrl'),
  appScopes: path('externalApps', 'yourApp', 'settings', 'oauthSettings', 'scopes'),
  appFlows: path('externalApps', 'yourApp', 'settings', 'oauthSettings', 'flowEnablement'),
  appSecurity: path('externalApps', 'yourApp', 'settings', 'oauthSettings', 'security'),
  appUsers: path('externalApps', 'yourApp', 'policies', 'edit', 'permittedUsers'),
  appIp: path('externalApps', 'yourApp', 'policies', 'edit', 'ipRelaxation'),
  appRefresh: path('externalApps', 'yourApp', 'policies', 'edit', 'refreshPolicy'),
  appRunAs: path('externalApps', 'yourApp', 'policies', 'edit', 'clientCredentials', 'runAs'),
  appUsage: path('appUsage'),
  oldApp: path('apps', 'appManager', 'yourApp', 'view', 'enableOauth'),
  oldAppPolicies: path('apps', 'appManager', 'yourApp', 'manage', 'edit', 'oauthPolicies'),
  myDomain: path('myDomain'),
  user: path('users', 'users', 'theUser'),
  loginHistory: path('loginHistory'),
  ipRanges: path('profiles', 'theProfile', 'ipRanges'),
  loginHours: path('profiles', 'theProfile', 'loginHours'),
  apiEnabled: path('profiles', 'theProfile', 'edit', 'administrative', 'apiEnabled'),
  permissionSets: path('permissionSets'),
  systemPermissions: path('permissionSets', 'theSet', 'systemPermissions'),
  company: path('company'),
  storage: path('storage'),
  duplicateRules: path('duplicateRules'),
} as const satisfies Record<string, Place>;

/** Italian names of the objects that people know by them; others are called by their API name. */
const OBJECT_LABELS: Readonly<Record<string, string>> = {
  Case: 'Caso',
  Contact: 'Referente',
  Task: 'Operazione',
  Opportunity: 'Opportunità',
  Campaign: 'Campagna',
  CampaignMember: 'Membro della campagna',
  User: 'Utente',
};

function objectLabel(object: string): Label {
  return { en: object, it: Object.hasOwn(OBJECT_LABELS, object) ? (OBJECT_LABELS[object] ?? object) : object };
}

/** Where the fields of an object are. */
export function fieldsPage(object: string): Place {
  return path('objectManager', objectLabel(object), 'fields');
}

/** Where a field is added to an object. */
export function newFieldPage(object: string): Place {
  return path('objectManager', objectLabel(object), 'fields', 'newField');
}

/** Where it is decided who sees and edits a field. */
export function fieldSecurityPage(object: string, field: string): Place {
  return path('objectManager', objectLabel(object), 'fields', { en: field, it: field }, 'fieldSecurity');
}

/** Where the values of a picklist are. */
export function valuesPage(object: string, field: string): Place {
  return path('objectManager', objectLabel(object), 'fields', { en: field, it: field }, 'values');
}

/** Where the record types of an object are. */
export function recordTypesPage(object: string): Place {
  return path('objectManager', objectLabel(object), 'recordTypes');
}

/** Where a permission set says what may be done with an object. */
export function objectAccessPage(object: string): Place {
  return path('permissionSets', 'theSet', 'objectSettings', objectLabel(object));
}

/** Where the assignment rules of an object are; undefined where an object has none. */
export function assignmentPage(object: string): Place | undefined {
  if (object === 'Lead') return path('leadAssignment');
  return object === 'Case' ? path('caseAssignment') : undefined;
}
