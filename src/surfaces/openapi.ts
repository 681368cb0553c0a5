/** The list of operations as an OpenAPI 3.1 document. */

import type { Operation } from '../operations/operation.ts';
import { inputSchema, type JsonSchema, outputSchema } from './input-schema.ts';
import { VERSION } from './version.ts';

const PROBLEM: JsonSchema = {
  type: 'object',
  description: 'RFC 9457, with what to do about it',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'where', 'fix'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string', description: 'Stable name of the failure' },
    where: { type: ['string', 'null'] },
    fix: { type: 'string', description: 'What to do' },
  },
};

const FAILURES: Readonly<Record<string, string>> = {
  '400': 'The body is not JSON',
  '403': 'Not from this machine, or not with this role',
  '404': 'No such thing, or nothing imported yet',
  '413': 'The body is larger than 1 MB',
  '415': 'The body is of another type than application/json',
  '422': 'A parameter is wrong',
  '503': 'It took longer than the time-out',
};

export function openApi(operations: readonly Operation[]): JsonSchema {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sameboat',
      version: VERSION,
      description: 'Each operation is also a command of the terminal and a tool for assistants.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(
      operations.map((operation) => [`/api/${operation.name}`, { post: pathOf(operation) }]),
    ),
    components: { schemas: { Problem: PROBLEM } },
  };
}

function pathOf(operation: Operation): JsonSchema {
  const json = (schema: JsonSchema) => ({ content: { 'application/json': { schema } } });
  const problem = {
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  return {
    operationId: operation.name,
    summary: operation.title,
    description: operation.summary,
    tags: [operation.kind],
    'x-who-may': operation.who,
    requestBody: { required: true, ...json(inputSchema(operation)) },
    responses: {
      '200': { description: 'The answer', ...json(withReport(outputSchema(operation))) },
      ...Object.fromEntries(
        Object.entries(FAILURES).map(([status, description]) => [
          status,
          { description, ...problem },
        ]),
      ),
    },
  };
}

/** Over HTTP an answer may carry its report: sentence, pictures, tables. */
function withReport(schema: JsonSchema): JsonSchema {
  const properties = schema.properties as JsonSchema;
  const report = { type: 'object', description: 'The answer as people read it' };
  return { ...schema, properties: { ...properties, report } };
}
