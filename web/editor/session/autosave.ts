import type { Draft } from '../../../src/flow/edit/draft.ts';
import type { Saving, Theirs } from './state.ts';

/** A change rests for this long before it is saved … */
const REST_MS = 700;
/** … and waits no longer than this, however long the author goes on. */
const LONGEST_WAIT_MS = 1500;
/** How long to wait after the server could not be reached: longer each time. */
const RETRY_MS = [1000, 2000, 5000, 10_000, 30_000] as const;

/** What became of saving a draft. */
export type SaveResult =
  | { done: 'saved'; revision: number; at: number }
  /** Somebody else was faster. */
  | { done: 'conflict'; theirs: Theirs }
  /** The server could not be reached; it is tried again. */
  | { done: 'unreachable' }
  | { done: 'refused'; message: string };

/** Saves a draft that is based on a revision. Never rejects. */
export type Save = (draft: Draft, revision: number) => Promise<SaveResult>;

/** Starts a timer; gives what stops it. */
export type Later = (run: () => void, ms: number) => () => void;

export type AutosaveParts = {
  save: Save;
  later: Later;
  now(): number;
  kept: { draft: Draft; revision: number };
  /** Told whenever something is different about saving. */
  changed(saving: Saving, kept: { draft: Draft; revision: number }): void;
};

/** Keeps the server's draft up with the author's. */
export type Autosave = {
  /** The author has another draft now. */
  changed(draft: Draft): void;
  /** Saves at once what is not saved, and resolves when it is, or cannot be for now. */
  flush(): Promise<void>;
  /** Goes on after a conflict: `draft` is what both sides became, based on what the other side saved. */
  settle(draft: Draft, theirs: Theirs): void;
  /** The server may be there again. */
  retry(): void;
  close(): void;
};

/**
 * Saves within two seconds of a change. One request at a time, each based on the revision that the last one gave. After
 * a conflict nothing is sent until it is settled, and nothing of the author's is lost meanwhile.
 */
export function createAutosave(parts: AutosaveParts): Autosave {
  return new Autosaver(parts);
}

class Autosaver implements Autosave {
  private readonly parts: AutosaveParts;
  private kept: AutosaveParts['kept'];
  private latest: Draft;
  private waitingSince: number | undefined;
  private stop: (() => void) | undefined;
  private under: Promise<void> | undefined;
  private failures = 0;
  private held = false;
  private closed = false;

  constructor(parts: AutosaveParts) {
    this.parts = parts;
    this.kept = parts.kept;
    this.latest = parts.kept.draft;
  }

  changed(draft: Draft): void {
    if (draft === this.latest) return;
    this.latest = draft;
    if (this.held || this.under) return;
    if (draft === this.kept.draft && this.stop) {
      this.stopWaiting();
      return this.tell({ state: 'saved' });
    }
    const { now } = this.parts;
    this.waitingSince ??= now();
    if (this.failures > 0) return;
    this.tell({ state: 'waiting' });
    this.wait(Math.max(0, Math.min(REST_MS, this.waitingSince + LONGEST_WAIT_MS - now())));
  }

  async flush(): Promise<void> {
    // What came while a request was under way goes with the next one.
    if (this.under) await this.under;
    await this.send();
  }

  settle(draft: Draft, theirs: Theirs): void {
    this.held = false;
    this.kept = { draft: theirs.draft, revision: theirs.revision };
    this.latest = draft;
    if (draft === this.kept.draft) return this.tell({ state: 'saved' });
    void this.send();
  }

  retry(): void {
    if (this.failures > 0) void this.send();
  }

  close(): void {
    this.closed = true;
    this.stop?.();
  }

  private send(): Promise<void> {
    if (this.under) return this.under;
    if (this.held || this.closed || this.latest === this.kept.draft) return Promise.resolve();
    this.stopWaiting();
    const sent = this.latest;
    this.tell({ state: 'saving' });
    this.under = this.parts.save(sent, this.kept.revision).then((result) => {
      this.under = undefined;
      this.take(result, sent);
    });
    return this.under;
  }

  private take(result: SaveResult, sent: Draft): void {
    if (result.done !== 'unreachable') this.failures = 0;
    switch (result.done) {
      case 'saved':
        this.kept = { draft: sent, revision: result.revision };
        if (this.latest === sent) return this.tell({ state: 'saved', at: result.at });
        this.waitingSince = this.parts.now();
        this.tell({ state: 'waiting' });
        return this.wait(REST_MS);
      case 'conflict':
        this.held = true;
        return this.tell({ state: 'conflict', theirs: result.theirs });
      case 'refused':
        return this.tell({ state: 'refused', message: result.message });
      case 'unreachable':
        this.tell({ state: 'offline' });
        return this.wait(RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)] ?? REST_MS);
    }
  }

  private wait(ms: number): void {
    this.stop?.();
    this.stop = this.parts.later(() => {
      this.stop = undefined;
      void this.send();
    }, ms);
  }

  private stopWaiting(): void {
    this.stop?.();
    this.stop = undefined;
    this.waitingSince = undefined;
  }

  private tell(saving: Saving): void {
    if (!this.closed) this.parts.changed(saving, this.kept);
  }
}
