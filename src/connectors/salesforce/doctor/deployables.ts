import type { Use } from '../../connector.ts';
import { DEFAULT_API_VERSION, keyFieldOf, type SalesforceConfig } from '../config.ts';
import { deployReadme } from './deploy-readme.ts';
import { element, xmlFile } from './metadata-xml.ts';
import { needsOf, USUAL_OBJECTS, type ObjectNeed } from './needs.ts';
import { PERMISSION_SET, permissionSetFile } from './permission-set.ts';

/** Field that leads back from a record to the conversation that it came from. */
const LINK_FIELD = 'Rondine_Conversation__c';
const SOURCE = 'force-app/main/default';

/**
 * Files of a Salesforce DX project: the fields that make creation exactly once, and a permission set that allows what
 * these uses do and nothing more. Without uses it is what a first connection needs: leads, cases and contacts.
 * The same uses give the same files.
 */
export function deployables(uses: readonly Use[], config: SalesforceConfig): Record<string, string> {
  const needs = needsOf(uses.length > 0 ? uses : USUAL_USES, config);
  const fields = needs.filter(({ create }) => create).flatMap((need) => fieldsOf(need.object, config));
  for (const { object, name } of fields) allow(needs, object, name);
  const version = config.apiVersion || DEFAULT_API_VERSION;
  const number = version.replace('v', '');
  const fieldFiles = fields.map(({ object, name, file }) => [
    `${SOURCE}/objects/${object}/fields/${name}.field-meta.xml`,
    file,
  ]);
  return {
    'README.md': deployReadme(fields),
    ...Object.fromEntries(fieldFiles),
    [`${SOURCE}/permissionsets/${PERMISSION_SET}.permissionset-meta.xml`]: permissionSetFile(needs),
    'manifest/package.xml': packageFile(fields, number),
    'sfdx-project.json': `${JSON.stringify(projectOf(number), null, 2)}\n`,
  };
}

/** What conversations usually become, with the fields that the examples write. */
const USUAL_FIELDS: Readonly<Record<(typeof USUAL_OBJECTS)[number], readonly string[]>> = {
  Lead: ['LastName', 'FirstName', 'Company', 'Phone', 'MobilePhone', 'Email', 'LeadSource', 'Description'],
  Case: [
    'Subject',
    'Description',
    'Origin',
    'Priority',
    'Status',
    'SuppliedName',
    'SuppliedPhone',
    'SuppliedEmail',
    'ContactId',
  ],
  Contact: ['LastName', 'FirstName', 'Phone', 'MobilePhone', 'Email', 'Description'],
};

const USUAL_USES: readonly Use[] = USUAL_OBJECTS.flatMap((object) =>
  ['create', 'update'].map((operation) => ({
    flow: 'examples',
    step: object,
    operation,
    input: { object, fields: Object.fromEntries(USUAL_FIELDS[object].map((name) => [name, null])) },
  })),
);

/** One field that we bring along. */
export type DeployedField = { object: string; name: string; label: string; file: string };

/** Objects that fields can be added to, and that people have a page of. */
const EXTENSIBLE = /^(Lead|Case|Contact|Account|Opportunity|Campaign|\w+__c)$/;
/** Objects whose records stand for what came out of a conversation. */
const LINKED: ReadonlySet<string> = new Set(USUAL_OBJECTS);

function fieldsOf(object: string, config: SalesforceConfig): DeployedField[] {
  if (!EXTENSIBLE.test(object)) return [];
  const keyField = keyFieldOf(config, object);
  // A field without the suffix is not ours to make: it belongs to the platform.
  const key = keyField.endsWith('__c')
    ? [{ object, name: keyField, label: 'Rondine Key', file: keyFile(keyField) }]
    : [];
  return LINKED.has(object)
    ? [...key, { object, name: LINK_FIELD, label: 'Rondine Conversation', file: linkFile() }]
    : key;
}

function keyFile(name: string): string {
  return xmlFile('CustomField', [
    element('fullName', name),
    element('caseSensitive', true),
    element('description', 'Key of the step that made the record. It keeps the record from being made twice.'),
    element('externalId', true),
    element('label', 'Rondine Key'),
    element('length', 64),
    element('required', false),
    element('type', 'Text'),
    element('unique', true),
  ]);
}

function linkFile(): string {
  return xmlFile('CustomField', [
    element('fullName', LINK_FIELD),
    element('description', 'The conversation that the record came from.'),
    element('externalId', false),
    element('label', 'Rondine Conversation'),
    element('required', false),
    element('type', 'Url'),
  ]);
}

function allow(needs: readonly ObjectNeed[], object: string, field: string): void {
  const need = needs.find((each) => each.object === object);
  if (need && !need.fields.has(field)) need.fields.set(field, { write: true, values: [], steps: new Set() });
}

function packageFile(fields: readonly DeployedField[], version: string): string {
  const types = (name: string, members: readonly string[]): string =>
    [
      '    <types>',
      ...members.map((member) => `        <members>${member}</members>`),
      `        <name>${name}</name>`,
      '    </types>',
    ].join('\n');
  const names = fields.map(({ object, name }) => `${object}.${name}`);
  return xmlFile('Package', [
    ...(names.length > 0 ? [types('CustomField', names)] : []),
    types('PermissionSet', [PERMISSION_SET]),
    element('version', version),
  ]);
}

function projectOf(version: string): object {
  return {
    packageDirectories: [{ path: 'force-app', default: true }],
    name: 'rondine-salesforce',
    sourceApiVersion: version,
  };
}
