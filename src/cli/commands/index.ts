import type { Command } from '../command.ts';
import { flowCheck } from './flow-check.ts';
import { flowDiff } from './flow-diff.ts';
import { flowDrain } from './flow-drain.ts';
import { flowDuplicate } from './flow-duplicate.ts';
import { flowExport } from './flow-export.ts';
import { flowHistory } from './flow-history.ts';
import { flowImport } from './flow-import.ts';
import { flowList } from './flow-list.ts';
import { flowPublish } from './flow-publish.ts';
import { flowRestore } from './flow-restore.ts';
import { flowUnpublish } from './flow-unpublish.ts';

/** Every command, in the order in which the overview shows them. */
export const commands: readonly Command[] = [
  flowList,
  flowCheck,
  flowImport,
  flowExport,
  flowPublish,
  flowDiff,
  flowHistory,
  flowRestore,
  flowUnpublish,
  flowDuplicate,
  flowDrain,
];
