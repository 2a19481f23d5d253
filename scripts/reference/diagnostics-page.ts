import { DIAGNOSTICS } from '../../src/flow/diagnose.ts';
import { EXAMPLES, exampleSnippet } from '../../src/flow/validate/examples.ts';
import { fence, page } from './markdown.ts';

/** The page of everything that the check of a flow can find. */
export function diagnosticsPage(): string {
  return page('Diagnostics', [
    `What the check of a flow can find, each with a piece of a flow that has it. An error keeps the flow from being published;
a warning is shown and allowed. \`rondine flow check\` ([command line](cli.md)) prints them with place and cure.`,
    ...Object.entries(DIAGNOSTICS).flatMap(([name, [severity, meaning]]) => [
      `## ${name}`,
      `${severity === 'error' ? 'Error' : 'Warning'}. ${meaning}`,
      fence('json', exampleSnippet(EXAMPLES[name as keyof typeof EXAMPLES])),
    ]),
  ]);
}
