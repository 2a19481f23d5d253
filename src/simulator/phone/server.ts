import { createEventHub, listen } from '../serve.ts';
import type { Call } from './call.ts';
import { answerControl } from './control.ts';
import type { Faults } from './faults.ts';
import type { PhoneOptions } from './options.ts';
import { createPhone, type Phone } from './phone.ts';
import type { Provider } from './provider.ts';

/** A running phone simulator. */
export type PhoneServer<P extends Provider = Provider> = {
  /** Base of the provider's API and of the control calls. */
  url: string;
  phone: Phone & { provider: P };
  faults: Faults;
  /** Stops listening and delivering; the state file stays. */
  close: () => Promise<void>;
};

/** Starts a phone on 127.0.0.1: the API of the provider that `open` makes, and its control calls under `/_control/`. */
export async function startPhone<P extends Provider>(
  options: PhoneOptions,
  open: (phone: Phone) => P,
): Promise<PhoneServer<P>> {
  const phone = createPhone(options, open);
  const hub = createEventHub();
  phone.watch(({ type, ...event }) => {
    if (type !== 'queued') hub.publish(type, event);
  });
  const server = await listen(
    (request, response) => {
      const target = request.url ?? '/';
      const mark = target.indexOf('?');
      const path = mark < 0 ? target : target.slice(0, mark);
      const query = new URLSearchParams(mark < 0 ? '' : target.slice(mark));
      const call: Call = { request, response, path, query };
      return path.startsWith('/_control/') ? answerControl({ phone, hub }, call) : phone.provider.answer(call);
    },
    { port: options.port ?? 0 },
  );
  phone.url = server.url;
  return {
    url: server.url,
    phone,
    faults: phone.faults,
    close: async () => {
      hub.close();
      await server.close();
      await phone.close();
    },
  };
}
