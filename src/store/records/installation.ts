import type { FailureData } from '../../base/failure.ts';
import type { ConnectionId, FlowId } from '../../base/ids.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Flow } from '../../flow/flow.ts';

/** A published flow version. */
export type FlowRecord = {
  /** `<flow>@<version>`. */
  key: string;
  flow: FlowId;
  version: number;
  /** Hash of the flow's meaning: the same hash is the same version. */
  hash: string;
  content: Flow;
  /** True for the version that new runs start with; at most one per flow. */
  current: boolean;
  publishedAt: number;
  /** When it last stopped being the current one. */
  retiredAt?: number;
  /** What its publisher calls it and says about it. */
  name?: string;
  note?: string;
  by?: string;
};

/** The state of a flow that its author works on; the published versions are apart. */
export type DraftRecord = {
  key: FlowId;
  content: Omit<Flow, 'version'>;
  layout?: JsonObject;
  /** Grows with each change: who changes an older one is refused. */
  revision: number;
  changedAt: number;
  by: string;
};

/** Saved credentials for one channel account or org. */
export type ConnectionRecord = {
  key: ConnectionId;
  kind: 'channel' | 'connector';
  /** Which channel or connector. */
  type: string;
  /** Secret fields are sealed. */
  config: JsonObject;
  /** `broken`: its credentials are refused; its runs wait until it is repaired. */
  state: 'working' | 'broken';
  problem?: FailureData & { at: number };
  /** Hash of the configuration that it was seeded with: the same seed never restores a broken connection. */
  seed?: string;
  /** Set on connections that a simulator of ours stands behind. */
  simulator?: boolean;
  limits?: ConnectionLimits;
  /** In shadow mode: it takes what comes in, and no effect is performed. */
  shadow?: boolean;
  /** False where senders are not told that their message came in: read, typing. */
  acknowledge?: boolean;
  /** What this account can carry, where that differs from its channel's usual figures. */
  capabilities?: JsonObject;
};

/** How hard a connection may be driven. */
export type ConnectionLimits = {
  /** Requests under way at once. */
  concurrency?: number;
  /** Requests begun in any second. */
  perSecond?: number;
};

/** Small durable notes of adapters: `key` is `<connection>/<name>`. */
export type MemoryRecord = { key: string; value: JsonValue };

/** Trouble that the operator is told of once when it begins and once when it is over. */
export type AlertRecord = {
  key: string;
  what: 'broken' | 'waiting' | 'parked' | 'failing' | 'stuck' | 'unfit';
  /** The connection or flow that it is about. */
  about: string;
  message: string;
  count: number;
  openedAt: number;
  resolvedAt?: number;
  /** What has been sent so far. */
  told?: 'opened' | 'resolved';
};

/** Facts about the installation: its id, how it was last closed. */
export type SettingRecord = { key: string; value: JsonValue };
