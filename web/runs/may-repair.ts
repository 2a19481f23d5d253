import type { Me } from '../app/sign-in/auth.ts';

/** True for people whose role lets them change runs; the server refuses the others. */
export function mayRepair(me: Me | undefined): boolean {
  return me !== undefined && me.role !== 'viewer' && me.role !== 'agent';
}
