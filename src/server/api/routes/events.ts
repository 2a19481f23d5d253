import { Type } from 'typebox';
import { may, type Scope } from '../../auth/caller.ts';
import { TOPICS, type Topic } from '../../live.ts';
import { Problem } from '../../problem.ts';
import { form } from '../forms.ts';
import { streamRoute } from '../route.ts';

/** What reading a topic needs. */
const SCOPES: Readonly<Record<Topic, Scope>> = {
  flows: 'flows:read',
  runs: 'runs:read',
  connections: 'connections:read',
  alerts: 'runs:read',
  conversations: 'contacts:read',
};

const Query = form({
  topics: Type.String({
    description: `What to follow, with commas between: ${TOPICS.join(', ')}, or run:<id>.`,
    minLength: 1,
    maxLength: 2000,
  }),
  after: Type.Optional(
    Type.String({ description: 'The last event seen, where Last-Event-ID cannot be sent.', maxLength: 100 }),
  ),
});

/** News of what changes. */
export const eventRoutes = {
  'GET /events': streamRoute({
    summary: 'Tells what changes, as server-sent events.',
    about:
      'Each event `change` says what kind of thing changed, which one (`*`: many), and its revision; never what it says. Its id grows: send the last one as `Last-Event-ID` after a break to be told what was missed. `reset` means that this is not known: read everything again. `ready` ends the beginning.',
    query: Query,
    stream({ query, caller, response, lastEventId, isWelcome }, { live }) {
      const topics = query.topics.split(',').map((topic) => topic.trim());
      for (const topic of topics) {
        const known = topic.startsWith('run:') ? 'runs' : TOPICS.find((each) => each === topic);
        if (!known)
          throw new Problem(
            'invalid-request',
            `Nothing is told about "${topic}"; there is ${TOPICS.join(', ')}, run:<id>.`,
          );
        if (!may(caller, SCOPES[known]))
          throw new Problem('not-allowed', `Following "${topic}" needs the scope ${SCOPES[known]}.`);
      }
      live.attach({ response, topics, caller: caller.id, lastEventId: lastEventId ?? query.after, isWelcome });
    },
  }),
};
