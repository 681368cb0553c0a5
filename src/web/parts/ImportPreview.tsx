import type { BroughtFile } from '../choices.ts';

/** The first rows as they stand in the file; columns that are not read are pale. */
export function ImportPreview({ file, read }: { file: BroughtFile; read: ReadonlySet<string> }) {
  const fields = new Map(file.columns.map(({ header, field }) => [header, field]));
  const count = file.preview.length;
  return (
    <details className="preview">
      <summary>{count === 1 ? 'Its row' : `The first ${count} rows`}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard. */}
      <section className="scroll" tabIndex={0} aria-label={`First rows of ${file.file}`}>
        <table>
          <thead>
            <tr>
              {file.columns.map(({ header }) => (
                <th key={header} scope="col" className={read.has(header) ? '' : 'unread'}>
                  {header}
                  <small>{read.has(header) ? (fields.get(header) ?? 'read') : 'not read'}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {file.preview.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other name than their place.
              <tr key={at}>
                {file.columns.map(({ header }, place) => (
                  <td key={header} className={read.has(header) ? '' : 'unread'}>
                    {row[place]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
