/** One fact found by looking at a connection from outside: what was looked at, how it stands, and the cure. */
export type ProbeResult = { name: string; ok: boolean; message: string; fix?: string };
