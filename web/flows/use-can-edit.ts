import { useMe } from '../app/sign-in/use-session.ts';

/** True for those who may change flows. */
export function useCanEdit(): boolean {
  const role = useMe()?.role;
  return role === 'editor' || role === 'admin' || role === 'owner';
}
