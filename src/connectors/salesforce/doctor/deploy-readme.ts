import type { DeployedField } from './deployables.ts';
import { PERMISSION_SET } from './permission-set.ts';
import { fieldsPage, newFieldPage, PAGES } from './setup-pages.ts';

/** How an admin brings the files into the org, in Italian and English. */
export function deployReadme(fields: readonly DeployedField[]): string {
  const objects = [...new Set(fields.map(({ object }) => object))];
  return [...english(fields, objects), '', ...italian(fields, objects), ''].join('\n');
}

const DEPLOY = [
  '```sh',
  'sf org login web --alias rondine-admin',
  'sf project deploy start --source-dir force-app --target-org rondine-admin',
];

function assign(user: string): string {
  return `sf org assign permset --name ${PERMISSION_SET} --on-behalf-of ${user} --target-org rondine-admin`;
}

function english(fields: readonly DeployedField[], objects: readonly string[]): string[] {
  return [
    '# What Rondine needs in your Salesforce org',
    '',
    '[Italiano](#che-cosa-serve-a-rondine-nella-vostra-org-salesforce)',
    '',
    ...fields.map(({ object, name, label }) => `- \`${object}.${name}\` (${label})`),
    `- the permission set \`${PERMISSION_SET}\`: **API Enabled**, and the objects and fields that the flows use`,
    '',
    'An administrator deploys this once. The integration user itself never needs **Customize Application**, **Modify All',
    'Data** or **View All Data**: Rondine changes no setting of the org.',
    '',
    '## With the Salesforce CLI',
    '',
    ...DEPLOY,
    assign('integration@example.com'),
    '```',
    '',
    'In an org with several record types or strict page layouts nothing else is needed: the fields need no page.',
    '',
    '## Without it',
    '',
    '- **Workbench**: somebody with the CLI makes the zip once (`sf project convert source --output-dir mdapi`, then zip `mdapi`); in the browser it is **migration** > **Deploy**.',
    ...objects.map(
      (object) =>
        `- **By hand, ${object}**: ${newFieldPage(object).en}. Text, length 64, _Unique_ with _Treat "ABC" and "abc" as different values (case sensitive)_, _External ID_; for the link a field of type URL. Visible for the integration user.`,
    ),
    `- **The rights by hand**: ${PAGES.permissionSets.en} > New. System Permissions > API Enabled; Object Settings as the file says; then Manage Assignments > Add Assignment.`,
    '',
    'Look afterwards: `rondine doctor`.',
  ];
}

function italian(fields: readonly DeployedField[], objects: readonly string[]): string[] {
  return [
    '# Che cosa serve a Rondine nella vostra org Salesforce',
    '',
    ...fields.map(({ object, name, label }) => `- \`${object}.${name}\` (${label})`),
    `- l’insieme di autorizzazioni \`${PERMISSION_SET}\`: **API Abilitato**, e gli oggetti e i campi che i flussi usano`,
    '',
    'Un amministratore lo distribuisce una volta. All’utente di integrazione non servono mai **Customize Application**,',
    '**Modify All Data** o **View All Data**: Rondine non cambia alcuna impostazione dell’org.',
    '',
    '## Con la CLI di Salesforce',
    '',
    ...DEPLOY,
    assign('integrazione@example.com'),
    '```',
    '',
    '## Senza',
    '',
    '- **Workbench**: qualcuno con la CLI prepara lo zip una volta (`sf project convert source --output-dir mdapi`, poi lo zip di `mdapi`); nel browser è **migration** > **Deploy**.',
    ...objects.map(
      (object) =>
        `- **A mano, ${object}**: ${newFieldPage(object).it}. Testo, lunghezza 64, _Univoco_ con maiuscole e minuscole distinte, _ID esterno_; per il link un campo di tipo URL. Visibile per l’utente di integrazione.`,
    ),
    `- **Le autorizzazioni a mano**: ${PAGES.permissionSets.it} > Nuovo. API Abilitato; gli oggetti come dice il file; poi assegnatelo all’utente.`,
    '',
    `I campi esistenti si vedono in ${fieldsPage('Lead').it}. Controllate poi con \`rondine doctor --language it\`.`,
  ];
}
