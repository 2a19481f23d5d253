import { id } from '../base/ids.ts';
import { isObject, type JsonObject, type JsonValue } from '../base/json.ts';
import { freshName } from '../flow/edit/new-name.ts';
import type { FlowFile } from '../flow/flow.ts';

/** How flows of a template are told anew: with other connections, ids and names. */
export type Retelling = {
  /** Which connection stands for each name in the flows. */
  connections: Readonly<Record<string, string>>;
  /** The channel connections among them: what starts by a message listens on these alone. */
  channels: readonly string[];
  /** Ids that other flows have. */
  taken: ReadonlySet<string>;
  /** What the main flow is called from now on, and the id that it is made of. */
  name: string;
  slug: string;
  main: string;
};

/** Tells flows anew. They go on naming each other; the main one comes first. */
export function retellFlows(files: readonly FlowFile[], retelling: Retelling): FlowFile[] {
  const { connections, channels, name, main } = retelling;
  const ids = newIds(files, retelling);
  const told = files.map((file): FlowFile => {
    const { id: was, name: called } = file.flow;
    const flow = renamed(file.flow, { connections, ids }) as unknown as FlowFile['flow'];
    const triggers = flow.triggers.map((trigger) => {
      const listens = trigger.type === 'message' || trigger.type === 'status' || trigger.type === 'conversation';
      return listens && !trigger.connections && channels.length > 0
        ? { ...trigger, connections: channels.map((each) => id.connection(each)) }
        : trigger;
    });
    const title = was === main ? name : `${name} · ${called}`;
    return { ...file, flow: { ...flow, id: id.flow(ids.get(was) ?? was), name: title.slice(0, 200), triggers } };
  });
  return told.sort((left, right) => Number(right.flow.id === ids.get(main)) - Number(left.flow.id === ids.get(main)));
}

/** The id of each flow from now on: the main one's comes from its name, the others' from it and their own. */
function newIds(files: readonly FlowFile[], { taken, slug, main }: Retelling): Map<string, string> {
  const used = new Set(taken);
  const ids = new Map<string, string>();
  for (const { flow } of files) {
    const fresh = freshName(flow.id === main ? slug : flow.id, used);
    used.add(fresh);
    ids.set(flow.id, fresh);
  }
  return ids;
}

type Names = { connections: Retelling['connections']; ids: ReadonlyMap<string, string> };

/** Members named `connection` and `connections` name connections wherever they stand, those named `flow` flows. */
function renamed(value: JsonObject, names: Names): JsonObject {
  const members = Object.entries(value).map(([name, member]) => [name, memberOf(name, member ?? null, names)] as const);
  return Object.fromEntries(members);
}

function memberOf(name: string, value: JsonValue, names: Names): JsonValue {
  if (name === 'connection' || name === 'connections') return connectionIn(value, names);
  if (name === 'flow' && typeof value === 'string') return names.ids.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => memberOf('', item, names));
  return isObject(value) ? renamed(value, names) : value;
}

function connectionIn(value: JsonValue, names: Names): JsonValue {
  if (typeof value === 'string')
    return Object.hasOwn(names.connections, value) ? (names.connections[value] ?? value) : value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => connectionIn(item, names));
  return isObject(value) ? renamed(value, names) : value;
}
