import { jsonAnswer, refuse } from '../answer.ts';
import { callWriter, checkMediaType, type Action } from '../call.ts';
import { listIn, parseBody } from '../json-body.ts';
import { readSubrequests, runSubrequests } from './composite.ts';

const MOST_GRAPHS = 75;
const MOST_NODES = 500;
const MOST_FAILURES = 14;

/** `POST /composite/graph`: several graphs of subrequests, each of which is carried out whole or not at all. */
export const graphAction: Action = (org, call, run) => {
  checkMediaType(call);
  const graphs = listIn(parseBody(call.body), 'graphs').map((graph) => ({
    graphId: String(graph['graphId']),
    requests: readSubrequests(listIn(graph, 'compositeRequest')),
  }));
  const nodes = graphs.reduce((sum, { requests }) => sum + requests.length, 0);
  if (graphs.length > MOST_GRAPHS || nodes > MOST_NODES) {
    throw refuse(400, 'LIMIT_EXCEEDED', `Up to ${MOST_GRAPHS} graphs with ${MOST_NODES} nodes in all are allowed`);
  }
  const other = graphs.flatMap(({ requests }) => requests).find(({ url }) => !/\/sobjects\//.test(url));
  if (other) throw refuse(400, 'INVALID_INPUT', `A graph takes record resources only: ${other.url}`);
  callWriter(org, call);
  let failures = 0;
  const answers = graphs.map(({ graphId, requests }) => {
    if (failures >= MOST_FAILURES) return { graphId, graphResponse: { compositeResponse: [] }, isSuccessful: false };
    const { responses, successful } = runSubrequests({ org, call, run }, requests, { allOrNone: true });
    if (!successful) failures++;
    return { graphId, graphResponse: { compositeResponse: responses }, isSuccessful: successful };
  });
  return jsonAnswer(200, { graphs: answers });
};
