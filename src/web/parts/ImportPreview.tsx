import type { BroughtFile } from '../choices.ts';

interface Props {
  readonly file: BroughtFile;
  /** What each column is read as. */
  readonly read: ReadonlyMap<string, string>;
}

/** The first rows as they stand in the file; columns that are not read are pale. */
export function ImportPreview({ file, read }: Props) {
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
                  <small>{read.get(header) ?? 'not read'}</small>
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
