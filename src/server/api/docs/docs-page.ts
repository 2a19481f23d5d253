import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';

/** The page of the API for people, written from its OpenAPI document. It runs no script but the search. */
export function docsPage(document: JsonObject): string {
  const { paths, info } = document as { paths: Record<string, Record<string, JsonObject>>; info: JsonObject };
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const groups = Map.groupBy(all, ({ operation }) => String((operation['tags'] as string[])[0]));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rondine: API</title>
<link rel="stylesheet" href="/api/docs/docs.css">
</head>
<body>
<main>
<h1>API</h1>
<p>${text(info['description'])}</p>
<p>Everything is below <code>/api/v1</code>. For programs: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<form class="search" role="search"><label for="search">Search routes</label>
<input id="search" type="search" autocomplete="off"><output for="search"></output></form>
${[...groups].map(([tag, routes]) => `<section>\n<h2>${text(tag)}</h2>\n${routes.map(routeOf).join('\n')}\n</section>`).join('\n')}
</main>
<script src="/api/docs/search.js" defer></script>
</body>
</html>
`;
}

type Shown = { path: string; method: string; operation: JsonObject };

function routeOf({ path, method, operation }: Shown): string {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  return `<details id="${text(operationId)}">
<summary><span class="method">${text(method.toUpperCase())}</span> <span class="path">${text(path)}</span><br>
<span class="about">${text(summary)}</span></summary>
<div>
${textOf(description)
  .split('\n\n')
  .map((line) => `<p>${text(line)}</p>`)
  .join('\n')}
${parametersOf(parameters as JsonObject[])}
${isObject(requestBody) ? `<h3>Body</h3>\n${schemaOf(requestBody)}` : ''}
${Object.entries(responses as Record<string, JsonObject>)
  .filter(([status]) => status.startsWith('2'))
  .map(([status, response]) => `<h3>${text(status)}</h3>\n${schemaOf(response)}`)
  .join('\n')}
</div>
</details>`;
}

function parametersOf(parameters: readonly JsonObject[]): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(({ name, in: place, required, description, schema }) => {
    const about = description ?? (isObject(schema) ? schema['description'] : undefined) ?? '';
    return `<tr><td><code>${text(name)}</code></td><td>${text(place)}${required === true ? ', required' : ''}</td><td>${text(about)}</td></tr>`;
  });
  return `<table><thead><tr><th>Name</th><th>In</th><th>About</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function schemaOf({ content }: JsonObject): string {
  if (!isObject(content)) return '';
  return Object.entries(content)
    .map(([type, form]) => {
      const schema = isObject(form) ? form['schema'] : {};
      return `<p class="needs">${text(type)}</p>\n<pre tabindex="0">${text(JSON.stringify(schema, null, 2))}</pre>`;
    })
    .join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What a member says, where it is a text. */
function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function text(value: JsonValue | undefined): string {
  return textOf(value).replaceAll(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
}
