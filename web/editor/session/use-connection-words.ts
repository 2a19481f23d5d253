import { useCallback } from 'react';
import { own } from '../../../src/flow/flow.ts';
import { useKindWords } from '../../ui/use-kind-words.ts';
import { useEditor } from './use-editor.ts';

/** Says in the viewer's language what the system behind a connection says in English; what has no words stays as it is. */
export function useConnectionWords(connection: string): (english: string) => string {
  const connections = useEditor((state) => state.catalog.connections);
  const say = useKindWords(own(connections, connection)?.connector);
  return useCallback((english) => say(english) ?? english, [say]);
}
