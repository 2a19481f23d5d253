import { createContext, useContext } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import type { Clock } from '../../../src/flow/expression/template.ts';
import type { Catalog } from '../../../src/flow/validate/catalog.ts';
import type { World } from '../../../src/flow/validate/world.ts';
import type { Reply } from '../../api/client.ts';
import type { Samples, Variable } from './variables/scope.ts';

/** What flows are made with here, and what it is called. */
export type CatalogView = Reply<'GET /catalog'>;

/** A field with templates that a variable can be put into. */
export type Target = { insert(text: string): void };

/** What the fields of the panel need to know of the flow and of what is around it. */
export type PanelWorld = {
  readonly draft: Draft;
  /** The step that is open; undefined for the settings of the flow. */
  readonly step: StepId | undefined;
  readonly catalog: Catalog;
  /** Undefined until the server has told it. */
  readonly view: CatalogView | undefined;
  readonly variables: readonly Variable[];
  readonly samples: Samples;
  readonly world: World;
  readonly clock: Clock;
  /** True where the samples are of a real run. */
  readonly isReal: boolean;
  /** The languages that the flow's texts are written in, its own first. */
  readonly languages: readonly string[];
  /** Says which field a variable goes into from now on. */
  aim(field: Target): void;
  /** Puts a text into that field; false where there is none yet. */
  put(text: string): boolean;
};

const Context = createContext<PanelWorld | undefined>(undefined);

/** Gives the panel's fields what they need to know. */
export const PanelWorldProvider = Context.Provider;

/** What is known around a field of the panel. */
export function usePanel(): PanelWorld {
  const panel = useContext(Context);
  if (!panel) throw new Error('A field of the panel stands outside of it.');
  return panel;
}
