import { useEffect, useRef } from 'react';

/** Letters that are typed within this time belong together. */
const TYPING_MS = 700;

/** Takes letters; `isOn` while one was typed a moment ago, so that the next one belongs to it. */
export type Typing = { isOn(): boolean; type(letter: string): true };

/** Collects letters that are typed soon after each other. */
export function useTyping(found: (text: string) => void): Typing {
  const typed = useRef({ text: '', timer: 0 });
  useEffect(() => () => clearTimeout(typed.current.timer), []);
  return {
    isOn: () => typed.current.text !== '',
    type(letter) {
      clearTimeout(typed.current.timer);
      typed.current.text += letter;
      typed.current.timer = window.setTimeout(() => (typed.current.text = ''), TYPING_MS);
      found(typed.current.text);
      return true;
    },
  };
}
