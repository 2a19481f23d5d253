import { useState } from 'react';
import { useLatest } from './use-latest.ts';

type Act = (...args: never[]) => unknown;

/**
 * Functions that stay the very same for as long as the component is there, and do what the newest ones do. For those who
 * draw anew whatever is given another function: the names must be the same each time.
 */
export function useSteady<Acts extends Readonly<Record<keyof Acts, Act>>>(acts: Acts): Acts {
  const latest = useLatest(acts);
  const [steady] = useState(() => {
    const names = Object.keys(acts) as (keyof Acts)[];
    return Object.fromEntries(names.map((name) => [name, (...args: never[]) => latest.current[name](...args)])) as Acts;
  });
  return steady;
}
