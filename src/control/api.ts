import { catalogFunctions } from './catalog-view.ts';
import { connectFunctions } from './connect.ts';
import { connectionChangeFunctions } from './connection-changes.ts';
import { kindFunctions } from './connection-kinds.ts';
import { trafficFunctions } from './connection-traffic.ts';
import { connectionFunctions } from './connections.ts';
import { contactFunctions } from './contacts.ts';
import type { ControlParts } from './control.ts';
import { conversationFunctions } from './conversations.ts';
import { doctorFunctions } from './doctor.ts';
import { examinationFunctions } from './examinations.ts';
import { flowChangeFunctions } from './flow-changes.ts';
import { flowCountFunctions } from './flow-counts.ts';
import { flowEditingFunctions } from './flow-editing.ts';
import { flowListFunctions } from './flow-list.ts';
import { flowTemplateFunctions } from './flow-templates.ts';
import { flowTrashFunctions } from './flow-trash.ts';
import { flowFunctions } from './flows.ts';
import { recordFunctions } from './looks.ts';
import { mappingFunctions } from './mapping-functions.ts';
import { peopleFunctions } from './people.ts';
import { parkedFunctions } from './parked.ts';
import { privacyFunctions } from './privacy.ts';
import { runFunctions } from './runs.ts';
import { runConversationFunctions } from './run-conversation.ts';
import { runFindFunctions } from './run-find.ts';
import { runSearchFunctions } from './run-search.ts';
import { startFunctions } from './start.ts';
import { shadowFunctions } from './shadow.ts';
import { statusFunctions } from './status.ts';
import { testFunctions } from './tests.ts';
import { testerFunctions } from './testers.ts';
import { webhookFunctions } from './webhook.ts';
import { whyFunctions } from './why.ts';

/**
 * Everything that can be asked of an open installation: functions from JSON to JSON, by name. What they cannot do they
 * throw with words for people: `ControlError`, `FlowRefusal`, `Failure`.
 */
export function createControlApi(parts: ControlParts) {
  return {
    ...statusFunctions(parts),
    ...flowFunctions(parts),
    ...flowListFunctions(parts),
    ...flowEditingFunctions(parts),
    ...flowChangeFunctions(parts),
    ...flowTrashFunctions(parts),
    ...flowTemplateFunctions(parts),
    ...flowCountFunctions(parts),
    ...catalogFunctions(parts),
    ...startFunctions(parts),
    ...whyFunctions(parts),
    ...recordFunctions(parts),
    ...runFunctions(parts),
    ...runSearchFunctions(parts),
    ...runFindFunctions(parts),
    ...runConversationFunctions(parts),
    ...parkedFunctions(parts),
    ...contactFunctions(parts),
    ...conversationFunctions(parts),
    ...privacyFunctions(parts),
    ...peopleFunctions(parts),
    ...connectionFunctions(parts),
    ...connectionChangeFunctions(parts),
    ...kindFunctions(parts),
    ...trafficFunctions(parts),
    ...mappingFunctions(parts),
    ...connectFunctions(parts),
    ...testFunctions(parts),
    ...testerFunctions(parts),
    ...webhookFunctions(parts),
    ...shadowFunctions(parts),
    ...doctorFunctions(parts),
    ...examinationFunctions(parts),
  };
}

/** The functions of control by name. */
export type ControlApi = ReturnType<typeof createControlApi>;
