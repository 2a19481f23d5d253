import type { Command } from '../command.ts';
import { connectionsCertificate } from './connections-certificate.ts';
import { connectionsCheck } from './connections-check.ts';
import { connectionsConnect } from './connections-connect.ts';
import { connectionsDisconnect } from './connections-disconnect.ts';
import { connectionsList } from './connections-list.ts';
import { connectionsMetadata } from './connections-metadata.ts';
import { connectionsRepair } from './connections-repair.ts';
import { connectionsResume } from './connections-resume.ts';
import { connectionsShadow } from './connections-shadow.ts';
import { connectionsShow } from './connections-show.ts';
import { connectionsDescribe } from './connections-describe.ts';
import { connectionsDryRun } from './connections-dry-run.ts';
import { connectionsSuggestMapping } from './connections-suggest-mapping.ts';
import { connectionsSuggest } from './connections-suggest.ts';
import { contactsEdit } from './contacts-edit.ts';
import { contactsFind } from './contacts-find.ts';
import { contactsMerge } from './contacts-merge.ts';
import { contactsShow } from './contacts-show.ts';
import { contactsTag } from './contacts-tag.ts';
import { contactsUnmerge } from './contacts-unmerge.ts';
import { conversationsAssign } from './conversations-assign.ts';
import { conversationsClose } from './conversations-close.ts';
import { conversationsList } from './conversations-list.ts';
import { conversationsNote } from './conversations-note.ts';
import { conversationsQueue } from './conversations-queue.ts';
import { conversationsRelease } from './conversations-release.ts';
import { conversationsShow } from './conversations-show.ts';
import { doctor } from './doctor.ts';
import { erase } from './erase.ts';
import { exportCommand } from './export.ts';
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
import { flowTestersAdd } from './flow-testers-add.ts';
import { flowTestersList } from './flow-testers-list.ts';
import { flowTestersRemove } from './flow-testers-remove.ts';
import { flowTest } from './flow-test.ts';
import { flowUnpublish } from './flow-unpublish.ts';
import { flowWhy } from './flow-why.ts';
import { parkedSettle } from './parked-settle.ts';
import { parked } from './parked.ts';
import { retentionRun } from './retention-run.ts';
import { runsBulk } from './runs-bulk.ts';
import { runsCancel } from './runs-cancel.ts';
import { runsEdit } from './runs-edit.ts';
import { runsList } from './runs-list.ts';
import { runsReplay } from './runs-replay.ts';
import { runsShow } from './runs-show.ts';
import { runsSkip } from './runs-skip.ts';
import { shadowList } from './shadow-list.ts';
import { status } from './status.ts';
import { tokensCreate } from './tokens-create.ts';
import { tokensList } from './tokens-list.ts';
import { tokensRevoke } from './tokens-revoke.ts';
import { usersInvite } from './users-invite.ts';
import { usersList } from './users-list.ts';
import { usersRemove } from './users-remove.ts';
import { usersReset } from './users-reset.ts';
import { usersRole } from './users-role.ts';
import { usersSetupLink } from './users-setup-link.ts';

/** Every command, in the order in which the overview shows them. */
export const commands: readonly Command[] = [
  status,
  doctor,
  flowList,
  flowCheck,
  flowTest,
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
  flowTestersList,
  flowTestersAdd,
  flowTestersRemove,
  runsList,
  runsShow,
  runsCancel,
  runsReplay,
  runsSkip,
  runsEdit,
  runsBulk,
  parked,
  parkedSettle,
  contactsFind,
  contactsShow,
  contactsEdit,
  contactsMerge,
  contactsTag,
  contactsUnmerge,
  conversationsList,
  conversationsShow,
  conversationsAssign,
  conversationsClose,
  conversationsNote,
  conversationsQueue,
  conversationsRelease,
  connectionsList,
  connectionsShow,
  connectionsConnect,
  connectionsCertificate,
  connectionsCheck,
  connectionsDescribe,
  connectionsSuggest,
  connectionsSuggestMapping,
  connectionsDryRun,
  connectionsMetadata,
  connectionsRepair,
  connectionsResume,
  connectionsDisconnect,
  connectionsShadow,
  shadowList,
  erase,
  exportCommand,
  retentionRun,
  usersList,
  usersSetupLink,
  usersInvite,
  usersReset,
  usersRole,
  usersRemove,
  tokensList,
  tokensCreate,
  tokensRevoke,
];
