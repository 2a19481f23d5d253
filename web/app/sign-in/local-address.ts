/** The address to go on to after a sign-in: one of this app, whatever the link said; the first page when in doubt. */
export function localAddress(wanted: string | undefined): string {
  // "//host" and "/\host" are other sites; a name with a colon is a scheme.
  return wanted !== undefined && /^\/(?![/\\])[^\\\s]*$/.test(wanted) && !wanted.startsWith('/sign-in') ? wanted : '/';
}
