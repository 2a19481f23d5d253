import { eventRoutes } from './events.ts';
import { connectingRoutes } from './connecting.ts';
import { connectionRoutes } from './connections.ts';
import { draftRoutes } from './drafts.ts';
import { flowRoutes } from './flows.ts';
import { peopleRoutes } from './people.ts';
import { runRoutes } from './runs.ts';
import { templateRoutes } from './templates.ts';
import { versionRoutes } from './versions.ts';
import { statusRoutes } from './status.ts';
import { testerRoutes } from './testers.ts';
import { testRoutes } from './tests.ts';

/** Every route of the API, by method and path below `/api/v1`. */
export const apiRoutes = {
  ...eventRoutes,
  ...statusRoutes,
  ...flowRoutes,
  ...draftRoutes,
  ...versionRoutes,
  ...templateRoutes,
  ...runRoutes,
  ...connectionRoutes,
  ...connectingRoutes,
  ...peopleRoutes,
  ...testRoutes,
  ...testerRoutes,
};

/** What each route takes and gives. */
export type ApiRoutes = typeof apiRoutes;
/** Method and path of a route. */
export type RouteName = keyof ApiRoutes;
