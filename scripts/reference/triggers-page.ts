import { CONTACT_EVENTS, CONVERSATION_EVENTS } from '../../src/flow/trigger-events.ts';
import { HANDLERS, TRIGGERS } from '../../src/flow/trigger-schema.ts';
import { HANDLER_EXAMPLES, TRIGGER_EXAMPLES } from './flow-examples.ts';
import { fieldTable, jsonFence, page, words, type Form } from './markdown.ts';

/** The page of what starts flows and of where runs go from wherever they stand. */
export function triggersPage(): string {
  return page('Triggers and handlers', [
    `A flow has a list \`triggers\`; any of them starts it. A message is offered to the flow whose trigger has the highest
\`priority\`; every other kind starts all flows that want it, each in the background: such a run waits for its turn before
it asks a contact something. What started a run is in \`input\`.`,
    ...Object.entries(TRIGGERS).flatMap(([name, form]) => {
      const { trigger, input } = TRIGGER_EXAMPLES[name as keyof typeof TRIGGER_EXAMPLES];
      const { title, description } = form as Form;
      return [
        `## ${name}: ${title}`,
        `${description} ${input === undefined ? 'It gives no `input`; the message is `message`.' : `\`input\`: ${input}`}`,
        fieldTable(form),
        jsonFence(trigger),
      ];
    }),
    `Events of a contact: ${words(CONTACT_EVENTS)}. Events of a conversation: ${words(CONVERSATION_EVENTS)}.`,
    '## Handlers',
    `A flow's list \`handlers\` says where a run goes from wherever it stands; the first that fits is taken. A run that goes
through handlers too often fails ([limits](limits.md)).`,
    ...Object.entries(HANDLERS).flatMap(([name, form]) => [
      `### on ${name}: ${(form as Form).title}`,
      (form as Form).description ?? '',
      fieldTable(form),
      jsonFence(HANDLER_EXAMPLES[name as keyof typeof HANDLER_EXAMPLES]),
    ]),
  ]);
}
