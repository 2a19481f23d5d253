import { createEventHub, listen } from '../serve.ts';
import { answerControl } from './control.ts';
import { createFaults, type Faults } from './faults.ts';
import type { Call } from './call.ts';
import { createGraph } from './graph-routes.ts';
import type { PhoneOptions } from './options.ts';
import { createPhone, type Phone } from './phone.ts';

/** A running phone simulator. */
export type PhoneServer = {
  /** Base of the Graph API and of the control calls. */
  url: string;
  phone: Phone;
  faults: Faults;
  /** Stops listening and delivering; the state file stays. */
  close: () => Promise<void>;
};

/** Starts a phone simulator on 127.0.0.1: the Graph API, and its control calls under `/_control/`. */
export async function startPhoneServer(options: PhoneOptions): Promise<PhoneServer> {
  const phone = createPhone(options);
  const faults = createFaults();
  const hub = createEventHub();
  phone.watch(({ type, ...event }) => hub.publish(type, event));
  let url = '';
  const graph = createGraph(phone, faults, () => url);
  const server = await listen(
    (request, response) => {
      const target = request.url ?? '/';
      const mark = target.indexOf('?');
      const path = mark < 0 ? target : target.slice(0, mark);
      const query = new URLSearchParams(mark < 0 ? '' : target.slice(mark));
      const call: Call = { request, response, path, query };
      return path.startsWith('/_control/') ? answerControl({ phone, faults, hub }, call) : graph(call);
    },
    { port: options.port ?? 0 },
  );
  url = server.url;
  return {
    url,
    phone,
    faults,
    close: async () => {
      hub.close();
      await server.close();
      await phone.close();
    },
  };
}
