/**
 * The texts that a program is written with, `⟨…⟩` where something is filled in; those joined by a plus are one. Enough for
 * sources in our style: it knows quotes, templates, comments and regular expressions, and no more of the language.
 */
export function literalsOf(code: string): string[] {
  const found: string[] = [];
  let at = 0;
  let end = 0;
  const keep = (read: () => string): void => {
    const joins = found.length > 0 && /^\s*\+\s*$/.test(code.slice(end, at));
    const text = read();
    found.push(joins ? `${found.pop()}${text}` : text);
    end = at;
  };
  const escaped = (): string => {
    at += 2;
    return code[at - 1] === 'n' ? '\n' : (code[at - 1] ?? '');
  };
  const quoted = (quote: string): string => {
    let text = '';
    for (at += 1; code[at] !== quote && at < code.length;) text += code[at] === '\\' ? escaped() : code[at++];
    at += 1;
    return text;
  };
  const template = (): string => {
    let text = '';
    for (at += 1; code[at] !== '`' && at < code.length;) {
      if (code[at] === '\\') text += escaped();
      else if (code.startsWith('${', at)) {
        at += 2;
        walk('}');
        at += 1;
        text += '⟨…⟩';
      } else text += code[at++];
    }
    at += 1;
    return text;
  };
  const skipTo = (last: string): void => {
    const next = code.indexOf(last, at);
    at = next < 0 ? code.length : next + last.length;
  };
  const skipPattern = (): void => {
    let isInSet = false;
    for (at += 1; at < code.length && (code[at] !== '/' || isInSet); at++) {
      if (code[at] === '\\') at++;
      else if (code[at] === '[') isInSet = true;
      else if (code[at] === ']') isInSet = false;
    }
    at += 1;
  };
  const walk = (stop?: string): void => {
    for (let depth = 0; at < code.length;) {
      const here = code[at] ?? '';
      if (here === stop && depth === 0) return;
      if (here === "'" || here === '"') keep(() => quoted(here));
      else if (here === '`') keep(template);
      else if (code.startsWith('//', at)) skipTo('\n');
      else if (code.startsWith('/*', at)) skipTo('*/');
      else if (here === '/' && /(?:[=(,:?&|![{;>\n]|return)\s*$/.test(code.slice(Math.max(0, at - 12), at)))
        skipPattern();
      else {
        depth += Number(here === '{') - Number(here === '}');
        at += 1;
      }
    }
  };
  walk();
  return found;
}
