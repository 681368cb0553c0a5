import {
  answered,
  answerTo,
  type BroughtFile,
  type Entry,
  isUnknown,
  questionsOf,
  type Table,
} from '../choices.ts';
import { GuessField } from './GuessField.tsx';
import { ImportPreview } from './ImportPreview.tsx';
import { ImportTable } from './ImportTable.tsx';
import { QuestionField } from './QuestionField.tsx';

const NUMBER = new Intl.NumberFormat('en');

interface Props {
  readonly file: BroughtFile;
  readonly entry: Entry | null;
  readonly tables: readonly Table[];
  /** Name of the mapping that was remembered for it. */
  readonly remembered: string | null;
  readonly onEntry: (entry: Entry | null) => void;
}

/** One file or sheet: what it is, what is asked of it, and its first rows. */
export function ImportFile({ file, entry, tables, remembered, onEntry }: Props) {
  const read = readColumns(file, entry);
  return (
    <section aria-label={file.file}>
      <header>
        <h2 className="name">{file.file}</h2>
        <span className={`chip ${file.recognised_as ? 'found' : 'doubt'}`}>{stateOf(file)}</span>
      </header>
      <p className="say">{sentenceOf(file, read.size, remembered)}</p>
      {file.problem && (
        <div className="state" role="alert">
          <p>
            <b>{file.problem.message}</b>
          </p>
          <p>{file.problem.fix} Or leave it out.</p>
        </div>
      )}
      {isUnknown(file) && (
        <ImportTable file={file} entry={entry} tables={tables} onEntry={onEntry} />
      )}
      {questionsOf(file, entry, tables).map((question) => {
        const Field = question.code === 'guessed_field' ? GuessField : QuestionField;
        return (
          <Field
            key={question.key}
            file={file}
            question={question}
            value={answerTo(question, entry)}
            onAnswer={(value) => onEntry(answered(file, entry, { key: question.key, value }))}
          />
        );
      })}
      {file.preview.length > 0 && <ImportPreview file={file} read={read} />}
    </section>
  );
}

/** The columns that are read, each with what it is read as. */
function readColumns(file: BroughtFile, entry: Entry | null): Map<string, string> {
  const told = entry?.columns ?? {};
  const known = isUnknown(file)
    ? []
    : file.columns.flatMap(({ header, field }): [string, string][] =>
        field === null || field in told ? [] : [[field, header]],
      );
  const read = new Map<string, string>();
  for (const [field, header] of [...known, ...Object.entries(told)]) {
    if (header === null) continue;
    const other = read.get(header);
    read.set(header, other === undefined ? field : `${other}, ${field}`);
  }
  return read;
}

function stateOf(file: BroughtFile): string {
  if (file.problem) return 'Cannot be read';
  if (file.is_hidden) return 'Hidden sheet';
  return file.recognised_as?.replace('/', ' ').replaceAll('_', ' ') ?? 'Not known';
}

function sentenceOf(file: BroughtFile, read: number, remembered: string | null): string {
  if (file.problem) return '';
  const rows = `${NUMBER.format(file.rows)} ${file.rows === 1 ? 'row' : 'rows'}`;
  if (file.is_hidden) return `${rows}, none of which is loaded: unhide the sheet if it should be.`;
  const columns = `${NUMBER.format(read)} of ${NUMBER.format(file.columns.length)} columns read`;
  const memory = remembered ? ` Read as remembered in mappings/${remembered}.yaml.` : '';
  return `${rows}, ${columns}.${memory}`;
}
