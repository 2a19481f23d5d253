import type { GuideFacts } from '../../preparation.ts';
import { same, type Words } from './finding.ts';
import { PERMISSION_SET } from './permission-set.ts';
import { LABELS, newFieldPage, PAGES, path, type Label, type Place } from './setup-pages.ts';

/** A field of Setup, and what goes into it. */
export type GuideValue = {
  label: Label | Words;
  value: (facts: GuideFacts) => Words;
  /** Needed for this way to sign in only. */
  grant?: 'client_credentials';
};

/** One step of the administrator: a page, what to do there, and what to enter. */
export type GuideStep = { title: Words; place?: Place; text: Words; values?: readonly GuideValue[] };

/** Steps that belong together. */
export type GuideChapter = { id: string; title: Words; about: Words; steps: readonly GuideStep[] };

const SCOPES: Words = {
  en: '“Manage user data via APIs (api)” and “Perform requests at any time (refresh_token, offline_access)”',
  it: '“Accedi e gestisci i tuoi dati (api)” e “Esegui richieste per tuo conto in qualsiasi momento (refresh_token, offline_access)”',
};
const ON: Words = { en: 'on', it: 'attivo' };

const externalClientApp: GuideChapter = {
  id: 'external-client-app',
  title: { en: 'The app', it: 'L’app' },
  about: {
    en: 'Since Spring ’26 no org can make a Connected App any more: an External Client App takes its place. It needs Enterprise, Unlimited, Performance, Developer, or Professional with the API add-on.',
    it: 'Dalla Spring ’26 nessuna org può più creare un’App collegata: al suo posto c’è l’app client esterna. Serve Enterprise, Unlimited, Performance, Developer, o Professional con il componente API.',
  },
  steps: [
    {
      title: { en: 'Make the app', it: 'Creare l’app' },
      place: PAGES.newApp,
      text: {
        en: 'Type the first words into Quick Find, then fill in the form.',
        it: 'Scrivete le prime parole nella ricerca rapida, poi compilate il modulo.',
      },
      values: [
        { label: { en: 'Name', it: 'Nome' }, value: () => same('Rondine') },
        { label: { en: 'API Name', it: 'Nome API' }, value: () => same('Rondine') },
        { label: { en: 'Contact Email', it: 'Email di contatto' }, value: ({ contactEmail }) => same(contactEmail) },
        {
          label: { en: 'Distribution State', it: 'Stato di distribuzione', assumed: true },
          value: () => same('Local'),
        },
      ],
    },
    {
      title: { en: 'Switch OAuth on', it: 'Attivare OAuth' },
      text: { en: 'In the same form, further down.', it: 'Nello stesso modulo, più in basso.' },
      values: [
        { label: LABELS.enableOauth, value: () => ON },
        { label: LABELS.callbackUrl, value: ({ callbackUrl }) => same(callbackUrl) },
        { label: LABELS.scopes, value: () => SCOPES },
      ],
    },
    {
      title: { en: 'Choose how to sign in', it: 'Scegliere come accedere' },
      text: {
        en: 'Enable the authorization code flow, by which a person lets Rondine in. For a server with an app of its own the client credentials flow is simpler still: no person, no refresh token.',
        it: 'Abilitate il flusso con codice di autorizzazione, con cui una persona autorizza Rondine. Per un server con un’app propria quello con credenziali client è ancora più semplice: nessuna persona, nessun token di aggiornamento.',
      },
      values: [
        { label: LABELS.clientCredentials, value: () => ON, grant: 'client_credentials' },
        {
          label: LABELS.security,
          value: () => ({
            en: 'Require Secret for Web Server Flow, Require Secret for Refresh Token Flow, Require PKCE, Enable Refresh Token Rotation',
            it: 'segreto obbligatorio nei due flussi, PKCE obbligatorio, rotazione del token di aggiornamento',
          }),
        },
      ],
    },
    {
      title: { en: 'Set the policies', it: 'Impostare le politiche' },
      place: path('externalApps', 'yourApp', 'policies', 'edit'),
      text: {
        en: 'After “Create”. For client credentials a Run As user is needed: choose the integration user.',
        it: 'Dopo aver creato l’app. Per le credenziali client serve un utente con cui agire: scegliete l’utente di integrazione.',
      },
      values: [
        {
          label: LABELS.permittedUsers,
          value: () => ({
            en: `“Admin approved users are pre-authorized”, with the permission set ${PERMISSION_SET}`,
            it: `quelli approvati dall’amministratore, con l’insieme di autorizzazioni ${PERMISSION_SET}`,
          }),
        },
        {
          label: LABELS.ipRelaxation,
          value: () => ({
            en: '“Relax IP restrictions”, or allow this server',
            it: '“Rilassa restrizioni IP”, o ammettete questo server',
          }),
        },
        {
          label: LABELS.refreshPolicy,
          value: () => ({
            en: 'valid until revoked, or expire after 30 days without use',
            it: 'valido fino alla revoca, o scadenza dopo 30 giorni senza uso',
          }),
        },
        { label: LABELS.runAs, value: ({ username }) => same(username), grant: 'client_credentials' },
      ],
    },
    {
      title: { en: 'Copy key and secret', it: 'Copiare chiave e segreto' },
      place: PAGES.appKeys,
      text: {
        en: 'Salesforce mails a code first. A new or changed app takes 2 to 10 minutes to act.',
        it: 'Prima Salesforce invia un codice per email. Un’app nuova o modificata agisce dopo 2-10 minuti.',
      },
    },
  ],
};

const integrationUser: GuideChapter = {
  id: 'integration-user',
  title: { en: 'The user and its rights', it: 'L’utente e le sue autorizzazioni' },
  about: {
    en: 'Rondine acts as one user, best one of its own. That user never needs Customize Application, Modify All Data or View All Data; the doctor tells when it has them.',
    it: 'Rondine agisce come un utente, meglio se dedicato. A quell’utente non servono mai Customize Application, Modify All Data o View All Data; il doctor segnala se li ha.',
  },
  steps: [
    {
      title: { en: 'Write the permission set', it: 'Scrivere l’insieme di autorizzazioni' },
      text: {
        en: '`rondine connections metadata NAME --out DIR` writes it from the published flows, with the fields below; its README tells how to deploy. The folder `salesforce/` of Rondine holds one for the examples.',
        it: '`rondine connections metadata NAME --out DIR` lo scrive dai flussi pubblicati, con i campi qui sotto; il suo README dice come distribuirlo. La cartella `salesforce/` di Rondine ne contiene uno per gli esempi.',
      },
    },
    {
      title: { en: 'Give it to the user', it: 'Darlo all’utente' },
      place: PAGES.permissionSets,
      text: { en: 'Open the set, then Manage Assignments.', it: 'Aprite l’insieme, poi gestite le assegnazioni.' },
      values: [{ label: LABELS.users, value: ({ username }) => same(username) }],
    },
    {
      title: { en: 'If the API stays off', it: 'Se l’API resta spenta' },
      place: PAGES.apiEnabled,
      text: {
        en: '“The REST API is not enabled for this Organization” means that this right is missing, or that edition or license have no API.',
        it: '“REST API non è abilitato per questa Organizzazione” significa che manca questa autorizzazione, o che l’edizione o la licenza non hanno API.',
      },
    },
  ],
};

const fields: GuideChapter = {
  id: 'fields',
  title: { en: 'The fields', it: 'I campi' },
  about: {
    en: 'One field per object makes creation exactly once. The metadata above brings it; by hand it is this.',
    it: 'Un campo per oggetto rende la creazione esattamente una volta. I metadati qui sopra lo portano; a mano è così.',
  },
  steps: ['Lead', 'Case', 'Contact'].map((object) => ({
    title: same(object),
    place: newFieldPage(object),
    text: {
      en: 'Type Text. Visible and editable for the integration user; no page layout needs it.',
      it: 'Tipo Testo. Visibile e modificabile per l’utente di integrazione; non serve in alcun layout.',
    },
    values: [
      { label: { en: 'Field Label', it: 'Etichetta campo', assumed: true }, value: () => same('Rondine Key') },
      { label: { en: 'Length', it: 'Lunghezza', assumed: true }, value: () => same('64') },
      { label: { en: 'Field Name', it: 'Nome campo', assumed: true }, value: () => same('Rondine_Key') },
      {
        label: { en: 'Unique', it: 'Univoco', assumed: true },
        value: () => ({ en: 'on, case sensitive', it: 'attivo, maiuscole e minuscole distinte' }),
      },
      { label: { en: 'External ID', it: 'ID esterno', assumed: true }, value: () => ON },
    ],
  })),
};

const existingApp: GuideChapter = {
  id: 'existing-connected-app',
  title: { en: 'With an existing Connected App', it: 'Con un’App collegata esistente' },
  about: {
    en: 'Connected Apps that are there keep working and stay editable. Then this takes the place of the first chapter.',
    it: 'Le App collegate esistenti continuano a funzionare e restano modificabili. Allora questo sostituisce il primo capitolo.',
  },
  steps: [
    {
      title: { en: 'Look at its settings', it: 'Controllare le impostazioni' },
      place: PAGES.oldApp,
      text: {
        en: 'Key and secret are here too. Where the callback URL must stay as it is, go on with “Paste the address”.',
        it: 'Qui ci sono anche chiave e segreto. Se l’URL di Callback deve restare com’è, proseguite con “Incollare l’indirizzo”.',
      },
      values: [
        { label: LABELS.callbackUrl, value: ({ callbackUrl }) => same(callbackUrl) },
        { label: LABELS.scopes, value: () => SCOPES },
      ],
    },
    {
      title: { en: 'Look at its policies', it: 'Controllare le politiche' },
      place: PAGES.oldAppPolicies,
      text: { en: 'As for a new app.', it: 'Come per un’app nuova.' },
      values: [
        {
          label: LABELS.permittedUsers,
          value: () => ({
            en: '“All users may self-authorize”',
            it: '“Tutti gli utenti possono autorizzarsi autonomamente”',
          }),
        },
        {
          label: LABELS.ipRelaxation,
          value: () => ({ en: '“Relax IP restrictions”', it: '“Rilassa restrizioni IP”' }),
        },
      ],
    },
    {
      title: { en: 'Paste the address', it: 'Incollare l’indirizzo' },
      text: {
        en: 'With the callback URL `https://login.salesforce.com/` of the usual tutorials: set the grant of the connection to `pasted_code`, open the link that is printed, let Rondine in, and copy the whole address that the browser ends at. It holds a code that works once and for 15 minutes.',
        it: 'Con l’URL di Callback `https://login.salesforce.com/` delle guide usuali: mettete `pasted_code` come grant della connessione, aprite il link che viene stampato, autorizzate Rondine, e copiate l’intero indirizzo su cui finisce il browser. Contiene un codice che vale una volta e per 15 minuti.',
      },
    },
  ],
};

/** The administrator's way from an org without anything to one that the doctor finds in order. */
export const adminGuide: readonly GuideChapter[] = [externalClientApp, integrationUser, fields, existingApp];
