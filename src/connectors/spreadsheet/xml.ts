/** XML as a stream of tags. A document type is refused, so that no entity is ever looked up. */

import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { BadInput, SameboatError } from '../../errors.ts';

export interface XmlHandler {
  /** Tags by their name without a prefix. */
  readonly open: (tag: string, attribute: (name: string) => string | undefined) => void;
  readonly close: (tag: string) => void;
  readonly text: (text: string) => void;
}

/** @throws BadInput when it is no XML, or has a document type */
export async function readXml(
  bytes: AsyncIterable<Buffer>,
  name: string,
  handler: XmlHandler,
): Promise<void> {
  const parser = new SaxesParser();
  parser.on('doctype', () => {
    throw badXml(name, 'it has a document type, which no spreadsheet has');
  });
  parser.on('error', (error) => {
    throw badXml(name, error.message);
  });
  parser.on('opentag', (tag: SaxesTagPlain) => {
    handler.open(localName(tag.name), (wanted) => attributeOf(tag, wanted));
  });
  parser.on('closetag', (tag) => handler.close(localName(tag.name)));
  parser.on('text', handler.text);
  parser.on('cdata', handler.text);
  const decoder = new TextDecoder();
  try {
    for await (const chunk of bytes) parser.write(decoder.decode(chunk, { stream: true }));
    parser.write(decoder.decode());
    parser.close();
  } catch (error) {
    throw error instanceof SameboatError ? error : badXml(name, (error as Error).message);
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

/** `id` finds `r:id` too, whatever the prefix is. */
function attributeOf(tag: SaxesTagPlain, wanted: string): string | undefined {
  const plain = Object.hasOwn(tag.attributes, wanted) ? tag.attributes[wanted] : undefined;
  if (plain !== undefined) return plain;
  const prefixed = Object.keys(tag.attributes).find((key) => key.endsWith(`:${wanted}`));
  return prefixed === undefined ? undefined : tag.attributes[prefixed];
}

function badXml(name: string, why: string): BadInput {
  return new BadInput({
    code: 'bad_workbook',
    message: `The workbook cannot be read: ${why}.`,
    where: name,
    fix: 'Open it in a spreadsheet program, save it as .xlsx again, and import that.',
  });
}
