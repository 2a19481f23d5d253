/** What stands in an element: a value, or members. */
type Content = string | number | boolean | { readonly [member: string]: string | number | boolean };

/** An element of a metadata file, on lines of its own. */
export function element(name: string, content: Content): string {
  if (typeof content !== 'object') return `    <${name}>${escape(String(content))}</${name}>`;
  const members = Object.entries(content).map(
    ([member, value]) => `        <${member}>${escape(String(value))}</${member}>`,
  );
  return [`    <${name}>`, ...members, `    </${name}>`].join('\n');
}

/** A metadata file of Salesforce with these elements. */
export function xmlFile(root: string, elements: readonly string[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<${root} xmlns="http://soap.sforce.com/2006/04/metadata">`,
    ...elements,
    `</${root}>`,
    '',
  ].join('\n');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
