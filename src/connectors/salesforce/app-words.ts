import type { Texts } from '../../base/translate.ts';

/** What the app says, in English, where a finding names a command: there a button does it. */
export const appEn: Texts = {
  'Connect the org again: rondine connections connect NAME.':
    'Connect the org again, on the overview of the connection.',
  'Connect the org: rondine connections connect NAME.': 'Connect the org, on the overview of the connection.',
  'Wait, or let `rondine doctor --wait` do it. If it stays: compare the Consumer Key letter by letter, and the login URL with My Domain of the org in which the app stands.':
    'Wait a while and check again. If it stays: compare the Consumer Key letter by letter, and the login URL with My Domain of the org in which the app stands.',
  'Copy it again and store it: rondine connections repair NAME --config -':
    'Copy it again and store it in the settings of the connection.',
  'Connect with `rondine connections connect`, which always uses PKCE, not with a link written by hand.':
    'Connect with the button on the overview, which always uses PKCE, not with a link written by hand.',
  'Give it by the permission set that `rondine connections metadata` writes, or by hand.':
    'Give it by the permission set among the files for the administrator, or by hand.',
  'Give the user "API Enabled", best by the permission set that `rondine connections metadata` writes.':
    'Give the user "API Enabled", best by the permission set among the files for the administrator.',
  'Use a user of its own with the permission set that `rondine connections metadata` writes.':
    'Use a user of its own with the permission set among the files for the administrator.',
  'Try a step with `rondine connections dry-run`, and say in the step what a duplicate means.':
    'Try a step in its panel in the editor, and say there what a duplicate means.',
  '`rondine connections metadata NAME --out DIR` writes it from the published flows, with the fields below; its README tells how to deploy. The folder `salesforce/` of Rondine holds one for the examples.':
    '“Files for the administrator” on the page of the connection holds one, made from the published flows, with the fields below; its README tells how to deploy.',
  'Nobody has to consent: this connection signs in by itself, {~how}. Look at it with "rondine connections check NAME".':
    'Nobody has to consent: this connection signs in by itself, {how}. Look at it with the check.',
  'For jwt_bearer, PEM. Leave it empty: "rondine connections certificate NAME" makes one.':
    'For jwt_bearer, PEM. Leave it empty: downloading the certificate makes one.',
};

/** The same in Italian. */
export const appIt: Texts = {
  'Connect the org again: rondine connections connect NAME.':
    'Collegare di nuovo l’org, nella panoramica della connessione.',
  'Connect the org: rondine connections connect NAME.': 'Collegare l’org, nella panoramica della connessione.',
  'Wait, or let `rondine doctor --wait` do it. If it stays: compare the Consumer Key letter by letter, and the login URL with My Domain of the org in which the app stands.':
    'Attendere un poco e ripetere la verifica. Se resta così: confrontare la Chiave del Consumatore lettera per lettera, e l’URL di accesso con il dominio dell’org in cui si trova l’app.',
  'Copy it again and store it: rondine connections repair NAME --config -':
    'Copiarlo di nuovo e salvarlo nelle impostazioni della connessione.',
  'Connect with `rondine connections connect`, which always uses PKCE, not with a link written by hand.':
    'Collegarsi con il pulsante nella panoramica, che usa sempre PKCE, non con un link scritto a mano.',
  'Give it by the permission set that `rondine connections metadata` writes, or by hand.':
    'Assegnarlo con l’insieme di autorizzazioni che si trova fra i file per l’amministratore, o a mano.',
  'Give the user "API Enabled", best by the permission set that `rondine connections metadata` writes.':
    'Dare all’utente «API Abilitato», meglio con l’insieme di autorizzazioni che si trova fra i file per l’amministratore.',
  'Use a user of its own with the permission set that `rondine connections metadata` writes.':
    'Usare un utente dedicato con l’insieme di autorizzazioni che si trova fra i file per l’amministratore.',
  'Try a step with `rondine connections dry-run`, and say in the step what a duplicate means.':
    'Provare un passo nel suo pannello nell’editor, e dirvi che cosa fare con un duplicato.',
  '`rondine connections metadata NAME --out DIR` writes it from the published flows, with the fields below; its README tells how to deploy. The folder `salesforce/` of Rondine holds one for the examples.':
    '«File per l’amministratore» nella pagina della connessione ne contiene uno, ricavato dai flussi pubblicati, con i campi qui sotto; il suo README dice come distribuirlo.',
};
