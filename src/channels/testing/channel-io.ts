import type { JsonObject } from '../../base/json.ts';
import type { Http } from '../../net/http.ts';
import type { ChannelIo } from '../channel.ts';

/** What a test decides about a connection. */
export type TestIo<C extends JsonObject> = {
  config: C;
  http: Http;
  now?: () => number;
  log?: ChannelIo['log'];
  /** Files of ours; unless told every reference is the provider's own. */
  open?: ChannelIo['open'];
  /** Called before a changed configuration counts as stored. */
  beforeStore?: (next: C) => void;
};

/** The io of a connection that lives in memory; a changed configuration is in `io.config` at once. */
export function channelIo<C extends JsonObject>(options: TestIo<C>): ChannelIo<C> {
  const { config, http, now = Date.now, log = () => undefined, beforeStore } = options;
  const { open = () => Promise.resolve(undefined) } = options;
  let last: Promise<unknown> = Promise.resolve();
  const io: ChannelIo<C> = {
    config,
    http,
    now,
    log,
    open,
    local: new Map(),
    connection: {
      update(change) {
        const next = last.then(async () => {
          const changed = await change(io.config);
          if (changed !== io.config) beforeStore?.(changed);
          io.config = changed;
          return changed;
        });
        last = next.catch(() => undefined);
        return next;
      },
    },
  };
  return io;
}
