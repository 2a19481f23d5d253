import { foldersBelow, type Folder, type ListedFlow } from './flow-list.ts';

type Labelled = Pick<ListedFlow, 'labels'>;

/** A line of the list: a flow, or a folder that is open or folded. `depth`: how many folders it lies in. */
export type TreeRow<Flow = ListedFlow> = { depth: number } & (
  | { flow: Flow }
  | { folder: Folder; isOpen: boolean; flows: readonly Flow[] }
);

/** Flows as they lie in folders: what lies at the top, then each folder, with what is in it where it is open. */
export function treeOf<Flow extends Labelled>(
  flows: readonly Flow[],
  isOpen: (path: string) => boolean,
  parent = '',
): TreeRow<Flow>[] {
  const depth = parent === '' ? 0 : parent.split('/').length;
  const here = flows.filter(({ labels }) => labels.folder === parent);
  const folders = foldersBelow(flows, parent).flatMap((folder): TreeRow<Flow>[] => {
    const { path } = folder;
    const inside = flows.filter(({ labels }) => labels.folder === path || labels.folder.startsWith(`${path}/`));
    const row = { folder, flows: inside, depth, isOpen: isOpen(path) };
    return [row, ...(row.isOpen ? treeOf(inside, isOpen, path) : [])];
  });
  return [...here.map((flow) => ({ flow, depth })), ...folders];
}

/** The same flows as one list. */
export function flatOf<Flow>(flows: readonly Flow[]): TreeRow<Flow>[] {
  return flows.map((flow) => ({ flow, depth: 0 }));
}

/** So many flows are looked over at a glance: their folders need not be folded. */
const FEW = 12;

/** Whether a folder is open that nobody opened or folded yet. */
export function isOpenAtFirst(flows: readonly unknown[]): boolean {
  return flows.length <= FEW;
}

/** Runs of each day, of all flows together. */
export function runsOfAll(flows: readonly Pick<ListedFlow, 'runsPerDay'>[]): number[] {
  const [first] = flows;
  return (first?.runsPerDay ?? []).map((_none, day) =>
    flows.reduce((sum, { runsPerDay }) => sum + (runsPerDay[day] ?? 0), 0),
  );
}
