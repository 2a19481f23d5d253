import { useLayoutEffect, useRef, type RefObject } from 'react';

/** The newest value, for what happens after drawing: handlers, listeners, timers. Nothing is drawn from it. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  });
  return latest;
}
