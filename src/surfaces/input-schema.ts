/** An operation's input as the world outside sees it: the surface fills in the date. */

import { z } from 'zod';
import type { Operation } from '../operations/operation.ts';

export type JsonSchema = Record<string, unknown>;

/** JSON Schema of what a caller sends; `as_of` may be left out. */
export function inputSchema(operation: Operation): JsonSchema {
  const shape = 'as_of' in operation.input.shape ? { as_of: true as const } : {};
  return jsonSchema(operation.input.partial(shape), 'input');
}

export function outputSchema(operation: Operation): JsonSchema {
  return jsonSchema(operation.output, 'output');
}

/** `format: date` says it already; its pattern of 300 letters helps nobody. */
function jsonSchema(schema: z.ZodObject, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => {
      if (typeof jsonSchema.pattern === 'string' && jsonSchema.pattern.length > 100) {
        delete jsonSchema.pattern;
      }
    },
  });
  return described;
}
