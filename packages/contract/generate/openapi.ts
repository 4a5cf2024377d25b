import {problems} from '../src/problem.ts';
import {pathParameters, routes, type Route} from '../src/routes.ts';
import {comments, components, schemaOf, type JsonSchema} from './components.ts';

const uuid: JsonSchema = {type: 'string', format: 'uuid'};
const slug: JsonSchema = {type: 'string'};
const KEYED_BY_SLUG = new Set(['framework', 'criterion']);

const problem = (description: string) => ({
  description,
  content: {'application/problem+json': {schema: {$ref: '#/components/schemas/Problem'}}},
});

function parameters(route: Route): unknown[] {
  const inPath = pathParameters(route.path).map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: KEYED_BY_SLUG.has(name) ? slug : uuid,
  }));
  const query = route.query ? schemaOf(route.query) : {};
  const inQuery = Object.entries(query.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: query.required?.includes(name) ?? false,
    schema,
  }));
  const headers = [];
  if (route.method !== 'GET') {
    headers.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      schema: {type: 'string', maxLength: 200},
    });
  }
  if (route.ifMatch) {
    headers.push({name: 'If-Match', in: 'header', required: true, schema: {type: 'string'}});
  }
  return [...inPath, ...inQuery, ...headers];
}

function success(route: Route): Record<string, unknown> {
  if (!route.returns) return {204: {description: 'Done.'}};
  const type = route.kind === 'stream' ? 'text/event-stream' : 'application/json';
  return {
    200: {
      description: route.kind === 'stream' ? 'Each event’s data is one Change.' : 'As asked.',
      ...(route.etag ? {headers: {ETag: {schema: {type: 'string'}}}} : {}),
      content: {[type]: {schema: schemaOf(route.returns)}},
    },
  };
}

function operation(name: string, route: Route): unknown {
  const own = (route.errors ?? []).map((code): [string, unknown] => [
    String(problems[code].status),
    problem(problems[code].title),
  ]);
  return {
    operationId: name,
    summary: comments.get(name),
    tags: [name.split('.')[0]],
    ...(route.scope === 'none' ? {security: []} : {}),
    parameters: parameters(route),
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: {'application/json': {schema: schemaOf(route.body)}},
          },
        }
      : {}),
    responses: {...success(route), ...Object.fromEntries(own), default: problem('Any problem.')},
  };
}

/** The OpenAPI 3.1 document of the contract table. The same table gives the same bytes. */
export function openapi(): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, route] of Object.entries(routes) as [string, Route][]) {
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(name, route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hubkit',
      version: '2027-01',
      description: 'Peer review between schools: reviews, ratings, agreements, actions.',
      license: {name: 'MIT', identifier: 'MIT'},
    },
    servers: [{url: '/v1'}],
    security: [{bearer: []}],
    paths,
    components: {
      schemas: components(),
      securitySchemes: {
        bearer: {type: 'http', scheme: 'bearer', description: 'An embed token or an API key.'},
      },
    },
  };
}
