// Files that are checked in and written by `npm run docs`: pages of the reference, a guide, metadata for Salesforce.
import { join } from 'node:path';
import { deployables } from '../src/connectors/salesforce/doctor/deployables.ts';
import { referencePages } from './reference/pages.ts';
import { salesforceAdminGuide } from './salesforce-admin-guide.ts';

type Files = Readonly<Record<string, string>>;

/** Every generated file by its path below the root. */
export function generatedFiles(): Files {
  return { ...below('docs/reference', referencePages()), ...salesforceFiles() };
}

/** What is generated for administrators of an org. */
export function salesforceFiles(): Files {
  return {
    'docs/guide/salesforce-admin.md': salesforceAdminGuide(),
    ...below('salesforce', deployables([], { grant: 'authorization_code', clientId: '' })),
  };
}

function below(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [join(folder, name), text]));
}
