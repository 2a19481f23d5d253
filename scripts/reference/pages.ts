import { flowFileSchema } from '../../src/flow/flow-schema.ts';
import { steps } from '../../src/steps/index.ts';
import { calendarsPage } from './calendars-page.ts';
import { channelsPage } from './channels-page.ts';
import { cliPage } from './cli-page.ts';
import { diagnosticsPage } from './diagnostics-page.ts';
import { failuresPage } from './failures-page.ts';
import { httpPage } from './http-page.ts';
import { limitsPage } from './limits-page.ts';
import { operationsPage } from './operations-page.ts';
import { projectPage } from './project-page.ts';
import { salesforceFaultsPage } from './salesforce-faults-page.ts';
import { stepsPage } from './steps-page.ts';
import { templatesPage } from './templates-page.ts';
import { transcriptsPage } from './transcripts-page.ts';
import { triggersPage } from './triggers-page.ts';

/** Each page of the reference, by its file in docs/reference, with what the code says it should hold. */
export function referencePages(): Readonly<Record<string, string>> {
  return {
    'flow-file.schema.json': `${JSON.stringify(flowFileSchema({ steps }), null, 2)}\n`,
    'steps.md': stepsPage(),
    'triggers.md': triggersPage(),
    'operations.md': operationsPage(),
    'channels.md': channelsPage(),
    'filters.md': templatesPage(),
    'calendars.md': calendarsPage(),
    'diagnostics.md': diagnosticsPage(),
    'failures.md': failuresPage(),
    'project.md': projectPage(),
    'transcripts.md': transcriptsPage(),
    'cli.md': cliPage(),
    'http.md': httpPage(),
    'limits.md': limitsPage(),
    'salesforce-faults.md': salesforceFaultsPage(),
  };
}
