import { Context, defaultOperators, ForTag, Liquid, tags, type Emitter, type Operators } from 'liquidjs';
import type { Clock } from './clock.ts';
import { filters } from './filters.ts';
import { asText, sizeOf, withoutWords } from './filters/value.ts';

/** Longest template, in characters. */
export const MAX_TEMPLATE_LENGTH = 50_000;
/**
 * Work that one rendering may do: characters written, characters and items handled by filters and comparisons,
 * characters of loop bodies gone through. A count and not a time, so that the outcome is the same on every machine.
 */
export const MAX_WORK = 2_000_000;

/** Tags that authors may use. None of them reaches outside the template. */
const TAGS = ['assign', 'if', 'unless', 'case', 'break', 'continue', 'comment', 'raw', '#'] as const;
/** Comparisons whose work grows with their operands. */
const LINEAR_OPERATORS = ['==', '!=', 'contains'] as const;

/** The loop of Liquid, where every round costs the length of its body. */
class CountedFor extends ForTag {
  constructor(...[token, remaining, liquid, parser]: ConstructorParameters<typeof ForTag>) {
    super(token, remaining, liquid, parser);
    const cost = 10 + (remaining[0]?.begin ?? token.input.length) - token.end;
    this.templates.unshift({ token, render: (context) => void context.memoryLimit.use(cost) });
  }
}

/** The template engine with our tags, our filters and our limits. */
export const liquid: Liquid = create();

/** What one rendering works with. `scope` is shown through an object without a prototype. */
export function createContext(scope: object, clock: Clock): Context {
  const bare = Object.assign(Object.create(null) as object, scope);
  const context = new Context(bare, liquid.options, { sync: true }, { liquid });
  context.setRegister('clock', clock);
  return context;
}

/** Collects the text of one rendering; each character counts as work. */
export function textEmitter(context: Context): Emitter {
  const emitter = {
    buffer: '',
    write(value: unknown) {
      const text = asText(value);
      context.memoryLimit.use(text.length);
      emitter.buffer += text;
    },
  };
  return emitter;
}

function create(): Liquid {
  const made = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    parseLimit: MAX_TEMPLATE_LENGTH,
    memoryLimit: MAX_WORK,
    operators: countedOperators(),
    // An empty set of named templates in place of the file system.
    templates: {},
  });
  for (const name of Object.keys(made.filters)) delete made.filters[name];
  for (const name of Object.keys(made.tags)) delete made.tags[name];
  for (const name of TAGS) made.registerTag(name, tags[name] as (typeof tags)[string]);
  made.registerTag('for', CountedFor);
  for (const [name, filter] of Object.entries(filters)) {
    made.registerFilter(name, function (input: unknown, ...args: unknown[]) {
      const charge = (count: number) => this.context.memoryLimit.use(count);
      const value = withoutWords(input);
      charge(sizeOf(value));
      const result = filter.apply(value, args.map(withoutWords), {
        clock: this.context.getRegister<Clock>('clock'),
        charge,
      });
      charge(sizeOf(result));
      return result;
    });
  }
  return made;
}

function countedOperators(): Operators {
  const counted = Object.fromEntries(
    LINEAR_OPERATORS.map((name) => {
      const compare = defaultOperators[name] as Operators[string];
      const wrapped: Operators[string] = (left, right, context) => {
        context.memoryLimit.use(sizeOf(left));
        return compare(left, right, context);
      };
      return [name, wrapped] as const;
    }),
  );
  return { ...defaultOperators, ...counted };
}
