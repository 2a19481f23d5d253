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
import { flowStart } from './flow-start.ts';
import { flowUnpublish } from './flow-unpublish.ts';
import { flowWhy } from './flow-why.ts';
import { parkedSettle } from './parked-settle.ts';
import { parked } from './parked.ts';
import { runsCancel } from './runs-cancel.ts';
import { runsEdit } from './runs-edit.ts';
import { runsReplay } from './runs-replay.ts';
import { runsShow } from './runs-show.ts';
import { runsSkip } from './runs-skip.ts';
import { status } from './status.ts';

/** Every command, in the order in which the overview shows them. */
export const commands: readonly Command[] = [
  status,
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
  flowStart,
  flowWhy,
  runsShow,
  runsCancel,
  runsReplay,
  runsSkip,
  runsEdit,
  parked,
  parkedSettle,
];
