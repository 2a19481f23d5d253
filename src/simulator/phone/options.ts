/** How to start a phone, whatever its provider. */
export type PhoneOptions = {
  /** 0, the default, takes a free one. */
  port?: number;
  /** JSON-lines file that keeps the state across restarts; without it nothing is kept. */
  stateFile?: string;
  webhookUrl?: string;
  /** False keeps counts but neither messages nor a state file: for benches. */
  log?: boolean;
  webhookTimeoutMs?: number;
  webhookConnections?: number;
  /** Milliseconds after which a webhook that nobody took is given up. */
  giveUpMs?: number;
  /** Real time; tests pass their own. */
  now?: () => number;
};

/** Options with every default filled in. */
export type ResolvedOptions = Required<Omit<PhoneOptions, 'port' | 'stateFile' | 'webhookUrl'>> & {
  stateFile: string | undefined;
};

/** Fills in the defaults. */
export function resolveOptions(options: PhoneOptions): ResolvedOptions {
  const log = options.log ?? true;
  return {
    stateFile: log ? options.stateFile : undefined,
    log,
    webhookTimeoutMs: options.webhookTimeoutMs ?? 10_000,
    webhookConnections: options.webhookConnections ?? 128,
    giveUpMs: options.giveUpMs ?? 7 * 86_400_000,
    now: options.now ?? Date.now,
  };
}
