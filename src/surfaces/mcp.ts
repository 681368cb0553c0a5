/** The same operations as tools for assistants (Model Context Protocol). */

import { createMcpHandler, Server, type ServerContext } from '@modelcontextprotocol/server';
import { NotFound } from '../errors.ts';
import type { Operation } from '../operations/operation.ts';
import { terminalText } from '../reports/terminal.ts';
import { PLAIN_STYLE } from '../reports/terminal-text.ts';
import { type Caller, mayRun } from './auth.ts';
import { type Desk, offered, QUESTIONS, type Reply } from './desk.ts';
import { inputSchema } from './input-schema.ts';
import { LARGEST_BODY } from './limits.ts';
import { asSameboatError, problemText } from './problem.ts';
import { VERSION } from './version.ts';

/** An assistant reads the text; the whole answer is beside it, structured. */
const LONGEST_TEXT = 6000;

const INSTRUCTIONS =
  'Sameboat answers questions about the sales and marketing of one company from its CRM. Every answer has an as-of day, cautions and intervals: pass them on. A rate comes from a curve that follows what is still open; never divide won by closed yourself. "Cannot tell" is an answer. Start with this-week, then curves, pipeline, data-health; rows shows the records behind a figure.';

export function mcpServer(desk: Desk, caller: Caller): Server {
  const server = new Server(
    { name: 'sameboat', title: 'Sameboat', version: VERSION },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  const tools = QUESTIONS.filter((operation) => mayRun(caller, operation)).map(toolOf);
  server.setRequestHandler('tools/list', () => ({ tools }));
  server.setRequestHandler('tools/call', async ({ params }, context: ServerContext) => {
    try {
      insistOnQuestion(offered(params.name));
      const reply = await desk.ask({
        name: params.name,
        input: params.arguments ?? {},
        caller,
        signal: context.mcpReq.signal,
      });
      return {
        content: [{ type: 'text' as const, text: shortText(params.name, reply) }],
        structuredContent: reply.answer,
      };
    } catch (error) {
      const text = problemText(asSameboatError(error));
      return { content: [{ type: 'text' as const, text }], isError: true };
    }
  });
  return server;
}

/** @throws NotFound */
function insistOnQuestion({ name, kind }: Operation): void {
  if (kind === 'question') return;
  throw new NotFound({
    code: 'not_for_assistants',
    message: `${name} changes something; assistants may only ask.`,
    where: name,
    fix: 'Do it on the page or in the terminal.',
  });
}

export type Assistants = (request: Request, caller: Caller) => Promise<Response>;

/** Each request is answered with the rights of whoever sent it. */
export function mcpOverHttp(desk: Desk): Assistants {
  const handler = createMcpHandler(
    ({ authInfo }) => mcpServer(desk, authInfo?.extra?.['caller'] as Caller),
    {
      maxRequestBodySize: LARGEST_BODY,
    },
  );
  return (request, caller) =>
    handler.fetch(request, {
      authInfo: { token: '', clientId: caller.id, scopes: [], extra: { caller } },
    });
}

function toolOf(operation: Operation) {
  return {
    name: operation.name,
    title: operation.title,
    description: `${operation.title}? ${operation.summary}`,
    inputSchema: inputSchema(operation) as { type: 'object' },
    annotations: {
      title: operation.title,
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
  };
}

function shortText(name: string, reply: Reply): string {
  const whole = terminalText(name, reply.answer, PLAIN_STYLE);
  const text =
    whole.length <= LONGEST_TEXT
      ? whole
      : `${whole.slice(0, whole.lastIndexOf('\n', LONGEST_TEXT))}\n… more in the structured answer\n`;
  return text;
}
