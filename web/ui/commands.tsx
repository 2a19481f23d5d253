import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';

/** Something that the palette (ctrl+k) can do. */
export type Command = {
  id: string;
  /** What it does, as a verb: "Publish version 8". */
  label: string;
  /** Its heading in the palette; the page's own commands stand first. */
  group?: string;
  description?: string;
  /** Other words that it is found by. */
  keywords?: readonly string[];
  /** Its keys, as `KeyHint` takes them. */
  keys?: string;
  icon?: ReactNode;
  run(): void;
};

type Registry = {
  /** What the open pages offer; the page that came last first. */
  commands: readonly Command[];
  /** Offers commands until the function it gives is called. */
  offer(commands: readonly Command[]): () => void;
};

const Commands = createContext<readonly Command[]>([]);
const Offer = createContext<Registry['offer']>(() => () => undefined);

/** Collects the commands of all open pages. */
export function CommandsProvider({ children }: { children: ReactNode }): ReactNode {
  const [offers, setOffers] = useState<readonly (readonly Command[])[]>([]);
  const offer = useMemo<Registry['offer']>(
    () => (commands) => {
      setOffers((before) => [commands, ...before]);
      return () => setOffers((before) => before.filter((each) => each !== commands));
    },
    [],
  );
  const commands = useMemo(() => offers.flat(), [offers]);
  return (
    <Offer value={offer}>
      <Commands value={commands}>{children}</Commands>
    </Offer>
  );
}

/** Offers commands in the palette while the page that asks is open. Give it a list from `useMemo`: a new list is a new offer. */
export function useCommands(commands: readonly Command[]): void {
  const offer = useContext(Offer);
  useEffect(() => offer(commands), [offer, commands]);
}

/** All commands that are offered now. */
export function useOfferedCommands(): readonly Command[] {
  return useContext(Commands);
}
