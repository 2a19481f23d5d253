import { id as idOf } from '../../base/ids.ts';
import { canonicalJson, isObject, type JsonValue } from '../../base/json.ts';
import type { FlowFile } from '../../flow/flow.ts';
import { formatFlowFile, parseFlowFile } from '../../flow/flow-file.ts';
import { isZone } from '../../flow/validate/settings.ts';
import { toId } from '../namer.ts';
import { at, items, leftOver, member, rootPlace, takeText, type Place } from '../place.ts';
import { countGrades, type Imported, type ImportNeed, type ImportReport } from '../report.ts';
import { branchParts, readLegacy } from './legacy.ts';
import { readModern, type ModernFlow } from './modern.ts';
import { legacyNames, modernNames } from './names.ts';
import { whyLeftOut } from './left-out.ts';
import { dropUnreadSecrets, mend } from './settle.ts';
import { createStrongbox, type Strongbox } from './strongbox.ts';
import type { Resolve } from './template.ts';
import { actionTrigger, legacyTrigger, modernTrigger, type ReadTrigger } from './triggers.ts';
import { weave, type Node } from './weave.ts';

/** What the report calls the file of an AI employee. */
const ACTIONS = 'Bird (actions of an AI employee)';

/** What the flow is told that Bird's files do not tell. */
export type ImportDefaults = { language: string; timeZone: string; country: string };

const DEFAULTS: ImportDefaults = { language: 'it', timeZone: 'Europe/Rome', country: 'IT' };

/** A flow of Bird's, read but not yet built. */
type Source = {
  name: string;
  format: string;
  nodes: readonly Node[];
  first: string | null;
  resolve: Resolve;
  trigger: ReadTrigger;
  timeZone?: string;
  remarks: readonly string[];
};

/** What kind of file of Bird's a value is; undefined where it is none. */
export function birdFormat(value: JsonValue): 'legacy' | 'flow' | 'version' | 'actions' | undefined {
  if (!isObject(value)) return undefined;
  if (
    Array.isArray(value['steps']) &&
    (typeof value['trigger'] === 'string' ||
      value['steps'].some((step: JsonValue) => isObject(step) && 'action' in step))
  )
    return 'legacy';
  if (isGraph(value['definition'])) return 'flow';
  if (isObject(value['version']) && isGraph(value['version']['definition'])) return 'version';
  return Array.isArray(value['defaultActions']) && value['defaultActions'].some(isGraph) ? 'actions' : undefined;
}

function isGraph(value: JsonValue | undefined): boolean {
  return isObject(value) && isObject(value['steps']);
}

/**
 * Makes a flow of ours out of one of Bird's, in either format. Secrets never get into it. What has no counterpart
 * becomes a note that keeps what it held, and the report tells every step and every member that was left out.
 * The text must be JSON of one of the forms that `birdFormat` knows. Never throws.
 */
export function importBird(value: JsonValue, defaults: Partial<ImportDefaults> = {}): Imported {
  const root = rootPlace(value);
  const source = readSource(root);
  const box = createStrongbox();
  const needs = new Map<string, ImportNeed>(source.trigger.needs.map((need) => [need.name, need]));
  const need = (wanted: ConnectionNeed): string => bookNeed(needs, wanted);
  const woven = dropUnreadSecrets(weave(source.nodes, source.first, { box, resolve: source.resolve, need }), box);
  const settings = settingsOf(source, defaults);
  const drawn: FlowFile['flow'] = {
    id: idOf.flow(toId(source.name, 'bird-flow')),
    name: box.clean(source.name.slice(0, 200), 'name') || 'Bird',
    ...settings,
    triggers: [source.trigger.trigger],
    start: woven.start,
    steps: woven.steps,
  };
  const { flow, parts } = mend({ flow: drawn, parts: woven.parts }, box);
  const file: FlowFile = {
    rondine: 1,
    flow,
    ...(Object.keys(woven.layout).length === 0 ? {} : { layout: woven.layout }),
  };
  // Secrets that only stand in what is left out need not be made.
  const wanted = [...needs.values(), ...box.needs()];
  const report: ImportReport = {
    source: source.format,
    counts: countGrades(parts),
    trigger: source.trigger.part,
    steps: parts,
    leftOut: leftOver(root).map(({ place, value: left }) => ({
      place,
      value: box.cleanAll(left, String(place.at(-1) ?? '')),
      why: whyLeftOut(place, source.format === ACTIONS),
    })),
    remarks: [...source.remarks, ...woven.remarks, ...generalRemarks(flow)],
  };
  return checked({ file, report: cleaned(report, box), needs: wanted });
}

type ConnectionNeed = Extract<ImportNeed, { kind: 'connection' }>;

/** Writes a connection down under its name; another system of the same kind gets a name of its own. */
function bookNeed(needs: Map<string, ImportNeed>, wanted: ConnectionNeed): string {
  const isTold = Object.keys(wanted.config).length > 0;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted.name : `${wanted.name}${number}`;
    const known = needs.get(name);
    const fits = known?.kind === 'connection' && canonicalJson(known.config) === canonicalJson(wanted.config);
    if (fits || (known && !isTold)) return name;
    const isOpen = known?.kind === 'connection' && Object.keys(known.config).length === 0;
    if (known && !isOpen && number < MOST_ALIKE) continue;
    needs.set(name, { ...wanted, name });
    return name;
  }
}

/** Most connections of one kind that are told apart. */
const MOST_ALIKE = 20;

/** Words that were quoted from the file hold no secret either. */
function cleaned(report: ImportReport, box: Strongbox): ImportReport {
  const { trigger, ...rest } = report;
  const words = (texts: readonly string[]) => texts.map((text) => box.redact(text));
  const part = (each: ImportReport['steps'][number]) => ({
    ...each,
    ...(each.title === undefined ? {} : { title: box.redact(each.title) }),
    remarks: words(each.remarks),
  });
  return {
    ...rest,
    ...(trigger ? { trigger: part(trigger) } : {}),
    steps: rest.steps.map(part),
    remarks: words(rest.remarks),
  };
}

/** The result, when it can be read back; else what keeps it from that. */
function checked(imported: Extract<Imported, { file: FlowFile }>): Imported {
  const parsed = parseFlowFile(formatFlowFile(imported.file));
  return 'file' in parsed ? { ...imported, file: parsed.file } : parsed;
}

function readSource(root: Place): Source {
  const format = birdFormat(root.value ?? null);
  if (format === 'legacy') return readLegacySource(root);
  if (format === 'actions') return readActions(root);
  const version = format === 'version' ? member(root, 'version') : root;
  const name =
    takeText(member(root, 'name')) ??
    takeText(at(root, 'envelope', 'name')) ??
    takeText(member(version, 'name')) ??
    'Bird flow';
  const trigger = modernTrigger(member(version, 'trigger'), toId(name, 'bird-flow').toLowerCase());
  const { nodes, first, answers } = readModern(member(version, 'definition'));
  return { name, format: 'Bird', nodes, first, trigger, resolve: modernNames(trigger.start, answers), remarks: [] };
}

function readLegacySource(root: Place): Source {
  const name = takeText(member(root, 'title')) ?? takeText(member(root, 'name')) ?? 'Bird flow';
  const { nodes, first, written, gone } = readLegacy(member(root, 'steps'));
  const trigger = legacyTrigger(root, toId(name, 'bird-flow').toLowerCase());
  return {
    name,
    format: 'Bird (older format)',
    nodes,
    first,
    trigger,
    resolve: legacyNames({ start: trigger.start, written, gone }),
    remarks: [],
  };
}

/** The actions of an AI employee: one flow, which goes the way of the action that its caller names. */
function readActions(root: Place): Source {
  const name = takeText(member(root, 'name')) ?? 'Bird actions';
  const places = items(member(root, 'defaultActions')).filter(({ value }) => isGraph(value));
  const several = places.length > 1;
  const flows = places.map((place, index) => ({ place, ...readModern(place, several ? `a${index + 1}_` : '') }));
  const trigger = actionTrigger(member(root, 'defaultActions'));
  const nodes = flows.flatMap((flow) => flow.nodes);
  const answers: ModernFlow['answers'] = (key, path) =>
    flows.map((flow) => flow.answers(key, path)).find((found) => found);
  const choose = chooseNode(root, flows);
  const timeZone = takeText(at(root, 'options', 'timezone'));
  return {
    name,
    format: ACTIONS,
    nodes: several ? [choose, ...nodes] : nodes,
    first: several ? choose.key : (flows[0]?.first ?? null),
    trigger,
    resolve: modernNames('called', answers),
    ...(timeZone === undefined ? {} : { timeZone }),
    remarks: [
      'Only the actions were taken over: there is no AI employee here, so what it was told is listed as left out.',
    ],
  };
}

function chooseNode(root: Place, flows: readonly (ModernFlow & { place: Place })[]): Node {
  const ways = flows.map(({ place, first }, index) => {
    const title = takeText(member(place, 'name')) ?? `action ${index + 1}`;
    const when = { left: '{{ input.action }}', operator: 'equals', right: /\{[{%]/.test(title) ? index + 1 : title };
    return { id: `a${index + 1}`, title, when, to: first };
  });
  return {
    key: '(choose)',
    id: 'choose',
    place: member(root, 'defaultActions'),
    kind: 'actions',
    next: null,
    make(scene) {
      scene.differs('Who calls the flow names the action in its input: "action".');
      return branchParts(ways);
    },
  };
}

function settingsOf(
  { timeZone }: Source,
  given: Partial<ImportDefaults>,
): Pick<FlowFile['flow'], 'language' | 'settings'> {
  const { language, country, timeZone: usual } = { ...DEFAULTS, ...given };
  return { language, settings: { timeZone: timeZone !== undefined && isZone(timeZone) ? timeZone : usual, country } };
}

function generalRemarks({ language, settings, steps }: FlowFile['flow']): string[] {
  const compares = Object.values(steps).some(({ type }) => type === 'branch');
  return [
    `Language (${language}), country (${settings.country}) and time zone (${settings.timeZone}) were assumed where the file does not tell them.`,
    ...(compares ? ['Texts are compared here without regard to case, accents and blanks at the ends.'] : []),
  ];
}
