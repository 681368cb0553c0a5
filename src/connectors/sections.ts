/** A to-facts.sql file, cut into its sections. */

import { readFileSync } from 'node:fs';

export interface Section {
  readonly stream: string;
  /** Fact table, or the loader's own `opportunity_states`. */
  readonly table: string;
  readonly sql: string;
}

/**
 * Reads sections headed `-- stream: S table: T`. A row that any section of its stream takes is loaded.
 */
export function readSections(url: URL): readonly Section[] {
  const sections: Section[] = [];
  for (const block of readFileSync(url, 'utf8')
    .split(/^(?=-- stream: )/m)
    .slice(1)) {
    const header = /^-- stream: (\S+) table: (\S+)\n/.exec(block);
    if (!header) throw new Error(`bad section header in ${url.pathname}: ${block.slice(0, 60)}`);
    const sql = block
      .slice(header[0].length)
      .replace(/^--[^\n]*\n/gm, '')
      .trim();
    sections.push({ stream: header[1] as string, table: header[2] as string, sql });
  }
  return sections;
}
