import type { ConnectionId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { Books } from './books.ts';
import type { ActivityBook } from '../engine/activity.ts';
import type { Host } from '../engine/host.ts';
import type { SignIns } from '../engine/sign-ins.ts';
import type { RouterOptions } from '../inbox/options.ts';
import type { ControlApi } from './api.ts';
import type { TestBench } from './test-bench.ts';

/** What runs for connections while a server does: simulators, fetching news. */
export type ConnectionLife = {
  /** Begins what a connection needs that has come; once more does nothing. */
  begin(connection: ConnectionId): Promise<void>;
  /** Ends it, before the connection goes. */
  end(connection: ConnectionId): Promise<void>;
  /** Where the simulator behind a connection shows what it has. */
  simulatorOf(connection: ConnectionId): string | undefined;
  /** What a connection to a pretend provider is configured with; undefined where there is none. */
  pretend(type: string): JsonObject | undefined;
  /** Has the pretend customer of a connection write; false where there is none. */
  write(connection: ConnectionId, text: string): Promise<boolean>;
};

/** What control works on: an open installation. */
export type ControlParts = Pick<
  Books,
  'folder' | 'store' | 'flows' | 'connections' | 'installation' | 'templates' | 'media' | 'people' | 'testers'
> & {
  host: Host;
  router: Pick<RouterOptions, 'recipient'>;
  signIns: SignIns;
  /** When connections last worked. */
  activity: Pick<ActivityBook, 'of'>;
  /** Absent where no server runs: then nothing begins before the next start. */
  life?: ConnectionLife;
  /** Where drafts are tried; absent where nobody asks for that. */
  bench?: TestBench;
  /** The address that providers know the server by, where somebody has said so. */
  publicUrl?: string;
  /** Where the server is reached; undefined where none runs. */
  url?: string;
  /** When this process opened the installation. */
  startedAt: number;
  now(): number;
};

/** What one function of control gives. */
export type Output<Name extends keyof ControlApi> = Awaited<ReturnType<ControlApi[Name]>>;

/** An installation at hand: by the server that runs on it, or opened by this process where none does. */
export type Control = {
  /** `offline`: no server runs, so nothing is performed; what is to be done stays for the next start. */
  mode: 'server' | 'offline';
  /** Throws `ControlError`. */
  call<Name extends keyof ControlApi>(name: Name, ...input: Parameters<ControlApi[Name]>): Promise<Output<Name>>;
  close(): Promise<void>;
};

/** Why control did not do what was asked. */
export type ControlErrorCode = 'unknown' | 'stale' | 'taken' | 'refused' | 'invalid' | 'unreachable' | 'defect';

/** Something asked of an installation was not done; the message says why and what to do. */
export class ControlError extends Error {
  readonly code: ControlErrorCode;
  /** What was found wrong with something given. */
  readonly findings: readonly unknown[];
  /** The message without the commands that it names: for those who do not sit at a command line. */
  readonly fact: string;

  /** `hint` names commands; the message ends with it. */
  constructor(code: ControlErrorCode, fact: string, findings: readonly unknown[] = [], hint = '') {
    super(hint === '' ? fact : `${fact} ${hint}`);
    this.name = 'ControlError';
    this.code = code;
    this.findings = findings;
    this.fact = fact;
  }
}

/** Throws for something that is named and does not exist. `hint` names commands. */
export function missing(what: string, where: string, hint = ''): never {
  throw new ControlError('unknown', `There is no ${what}.${where === '' ? '' : ` ${where}`}`, [], hint);
}
