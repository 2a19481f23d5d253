import type { ServerResponse } from 'node:http';
import type { Static, TSchema } from 'typebox';
import type { ControlApi } from '../../control/api.ts';
import type { ControlParts } from '../../control/control.ts';
import type { Caller } from '../auth/caller.ts';
import type { SignIn } from '../auth/sign-in.ts';
import type { Live } from '../live.ts';

/** What the handlers of the API work with. */
export type World = {
  parts: ControlParts;
  control: ControlApi;
  live: Live;
  signIn: SignIn;
};

/** One call of a route, read and checked. */
export type Call<Params = unknown, Query = unknown, Body = unknown> = {
  params: Params;
  query: Query;
  body: Body;
  caller: Caller;
  /** Of a route with `ifMatch`: the revision that the caller has seen. */
  ifMatch: string;
};

/** What a stream is given besides: where it writes, where a former one ended, and whether its caller is still welcome. */
export type StreamCall = { response: ServerResponse; lastEventId: string | undefined; isWelcome(): Promise<boolean> };

type Handle<Params, Query, Body, Reply> = {
  handle(call: Call<Params, Query, Body>, world: World): Reply | Promise<Reply>;
};

/** What a route says of itself, whatever it takes and gives. */
type RouteFacts = {
  /** One sentence for the docs: what it does. */
  summary: string;
  /** More for the docs: what happens twice, what is refused. */
  about?: string;
  params?: TSchema;
  query?: TSchema;
  body?: TSchema;
  /** The form of the answer; left out where there is none (204). */
  reply?: TSchema;
  /** 200 unless told; 204 where there is no reply. */
  status?: 200 | 201 | 202;
  /** True where only the caller who has seen the present state may change it: `If-Match` has to be sent. */
  ifMatch?: true;
  /** True where the answer holds something that is shown once: a repeated request is not given it again. */
  shownOnce?: true;
  /** Largest body in bytes; 1 MiB unless told. */
  bodyLimit?: number;
};

/**
 * One route of the API. The type says what it takes and gives: the client of the pages is typed by it. Nothing in
 * `types` at run time.
 */
export type Route<Params = unknown, Query = unknown, Body = unknown, Reply = unknown> = RouteFacts &
  Handle<Params, Query, Body, Reply> & {
    /** What the ETag of an answer is made of: the revision of what it shows. */
    etag?(reply: Reply): string;
    /** Set on a route that answers with a stream of events in the place of `handle`. */
    stream?(call: Call<Params, Query, Body> & StreamCall, world: World): void;
    readonly types?: { params: Params; query: Query; body: Body; reply: Reply };
  };

type Given<Schema> = Schema extends TSchema ? Static<Schema> : undefined;

/** What a handler gives: nothing where there is no form for it. */
type Result<Schema> = Schema extends TSchema ? Static<Schema> : void;

/** What a route is made of: schemas, and a handler that is held to them. */
type Spec<P, Q, B, R> = Omit<RouteFacts, 'params' | 'query' | 'body' | 'reply'> & {
  params?: P;
  query?: Q;
  body?: B;
  reply?: R;
  etag?(reply: Result<R>): string;
} & Handle<Given<P>, Given<Q>, Given<B>, Result<R>>;

/** Makes a route. The handler gets what its schemas let through, and has to give what `reply` says. */
export function route<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
  R extends TSchema | undefined = undefined,
>(spec: Spec<P, Q, B, R>): Route<Given<P>, Given<Q>, Given<B>, Result<R>> {
  return spec;
}

/** Makes a route that answers with server-sent events. */
export function streamRoute<Q extends TSchema | undefined = undefined>(
  spec: Pick<RouteFacts, 'summary' | 'about'> & {
    query?: Q;
    stream(call: Call<undefined, Given<Q>, undefined> & StreamCall, world: World): void;
  },
): Route<undefined, Given<Q>, undefined, undefined> {
  const handle = (): never => {
    throw new Error('A stream is not answered at once.');
  };
  return { ...spec, handle };
}
