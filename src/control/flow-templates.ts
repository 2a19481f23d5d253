import { join } from 'node:path';
import { slugOf } from '../flow/edit/new-name.ts';
import { own, type FlowFile } from '../flow/flow.ts';
import { channelsById, connectorsById } from './catalog.ts';
import { ControlError, missing, type ControlParts } from './control.ts';
import { flowEditingFunctions } from './flow-editing.ts';
import { changeLabels } from './flow-labels.ts';
import {
  readTemplates,
  type FlowTemplate,
  type Said,
  type SampleLine,
  type WantedConnection,
} from './read-templates.ts';
import { retellFlows } from './retell-flows.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples');

/** A connection that a template needs, in words, and those here that can stand for it, the fittest first. */
export type TemplateNeed = WantedConnection & {
  title: string;
  family: string;
  choices: readonly { name: string; title: string; isSame: boolean }[];
};

/** A template as the gallery shows it. */
export type ListedTemplate = {
  id: string;
  title: Said;
  summary: Said;
  group: string;
  needs: readonly TemplateNeed[];
  /** Secrets that have to be there, and are not yet. */
  secrets: readonly string[];
  flows: number;
  steps: number;
  /** The flow that stands for all of them. */
  picture: FlowFile['flow'];
};

/** A template whole. */
export type ShownTemplate = ListedTemplate & { files: readonly FlowFile[]; conversation: readonly SampleLine[] };

/** How a template is used: its main flow's name, and which connection stands for each that it needs. */
export type TemplateUse = {
  template: string;
  name: string;
  connections: Readonly<Record<string, string>>;
  /** Values of secrets that are not there yet. */
  secrets?: Readonly<Record<string, string>>;
  by: string;
};

/** Offers the examples as templates, and makes flows of them. */
export function flowTemplateFunctions(parts: ControlParts, folder: string = EXAMPLES) {
  let read: Promise<FlowTemplate[]> | undefined;
  const all = (): Promise<FlowTemplate[]> => (read ??= readTemplates(folder));
  const find = async (id: string): Promise<FlowTemplate> => {
    const found = (await all()).find((each) => each.id === id);
    return found ?? missing(`template "${id}"`, `There is ${(await all()).map((each) => each.id).join(', ')}.`);
  };
  return {
    'flowTemplates.list': async (): Promise<ListedTemplate[]> => (await all()).map((each) => listed(parts, each)),

    'flowTemplates.show': async ({ template }: { template: string }): Promise<ShownTemplate> => {
      const found = await find(template);
      return { ...listed(parts, found), files: found.flows, conversation: found.conversation };
    },

    /** Makes drafts of a template's flows, and what they need of the installation where it is not there yet. */
    'flowTemplates.use': async (use: TemplateUse): Promise<{ flow: string; flows: string[] }> => {
      const template = await find(use.template);
      const { name, by } = use;
      const connections = chosenConnections(parts, template, use.connections);
      const channels = template.connections.filter(({ kind }) => kind === 'channel');
      const files = retellFlows(template.flows, {
        connections,
        channels: channels.flatMap((each) => connections[each.name] ?? []),
        taken: new Set<string>(parts.flows.flows()),
        name,
        slug: slugOf(name) || template.main,
        main: template.main,
      });
      await addFacts(parts, template, use.secrets ?? {});
      const { 'flows.create': create } = flowEditingFunctions(parts);
      const flows: string[] = [];
      for (const file of files) {
        // One after the other: each is there, or none of those behind it.
        const made = await create({ name: file.flow.name, id: file.flow.id, file, by });
        flows.push(made.flow.id);
        if (files.length > 1) await changeLabels(parts.store, made.flow.id, { folder: folderOf(name) });
      }
      return { flow: flows[0] ?? '', flows };
    },
  };
}

function listed(parts: ControlParts, template: FlowTemplate): ListedTemplate {
  const { id, title, summary, group, flows, main, connections, secrets } = template;
  const facts = parts.installation.facts();
  const picture = (flows.find(({ flow }) => flow.id === main) ?? flows[0])?.flow;
  if (!picture) throw new ControlError('defect', `The template "${id}" has no flow.`);
  return {
    id,
    title,
    summary,
    group,
    needs: connections.map((each) => needOf(parts, each)),
    secrets: secrets.filter((name) => own(facts.secrets, name) === undefined),
    flows: flows.length,
    steps: flows.reduce((count, { flow }) => count + Object.keys(flow.steps).length, 0),
    picture,
  };
}

/** Any channel can stand for a channel; a system is only what it is. */
function needOf({ connections }: ControlParts, wanted: WantedConnection): TemplateNeed {
  const { kind, type } = wanted;
  const family = familyOf(type);
  const records = connections.all().map(({ record }) => record);
  const fitting = records.filter((each) => each.kind === kind && (kind === 'channel' || each.type === type));
  const choices = fitting
    .map((each) => ({ name: each.key, title: titleOf(each.type), isSame: familyOf(each.type) === family }))
    .sort((left, right) => Number(right.isSame) - Number(left.isSame) || (left.name < right.name ? -1 : 1));
  return { ...wanted, title: titleOf(type), family, choices };
}

function titleOf(type: string): string {
  return own(channelsById, type)?.title ?? own(connectorsById, type)?.title ?? type;
}

function familyOf(type: string): string {
  return own(channelsById, type)?.family ?? type;
}

/** The connection for each need. One that is not chosen keeps its name: the editor says that it is missing. */
function chosenConnections(
  parts: ControlParts,
  { connections }: FlowTemplate,
  chosen: TemplateUse['connections'],
): Record<string, string> {
  return Object.fromEntries(
    connections.map((wanted) => {
      const name = own(chosen, wanted.name);
      if (name === undefined) return [wanted.name, wanted.name];
      if (needOf(parts, wanted).choices.some((choice) => choice.name === name)) return [wanted.name, name];
      const what = wanted.kind === 'channel' ? 'a channel' : `a connection of ${titleOf(wanted.type)}`;
      throw new ControlError('invalid', `"${name}" is not ${what}, which "${wanted.name}" has to be. Choose another.`);
    }),
  );
}

/** Adds calendars, settings and secrets that a template asks for; what is there stays as it is. */
async function addFacts(
  { installation }: ControlParts,
  { calendars, settings, secrets }: FlowTemplate,
  given: Readonly<Record<string, string>>,
): Promise<void> {
  const facts = installation.facts();
  const wanted = Object.fromEntries(Object.entries(given).filter(([name]) => secrets.includes(name)));
  const isMissing = (there: object, all: object): boolean =>
    Object.keys(all).some((name) => !Object.hasOwn(there, name));
  const isComplete =
    !isMissing(facts.calendars, calendars) && !isMissing(facts.settings, settings) && !isMissing(facts.secrets, wanted);
  if (isComplete) return;
  await installation.seed({
    ...facts,
    calendars: { ...calendars, ...facts.calendars },
    settings: { ...settings, ...facts.settings },
    secrets: { ...wanted, ...facts.secrets },
  });
}

/** The name of a folder has no slash: that would make another one. */
function folderOf(name: string): string {
  return name.replaceAll('/', '-').trim().slice(0, 200);
}
