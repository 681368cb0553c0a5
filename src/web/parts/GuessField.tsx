import type { BroughtFile, Question } from '../choices.ts';
import { QuestionField } from './QuestionField.tsx';
import { Select } from './Select.tsx';

/** A field that was taken by its name alone: right, not there, or another column of the file. */
export function GuessField(props: {
  file: BroughtFile;
  question: Question;
  value: string | null;
  onAnswer: (value: string) => void;
}) {
  const { file, question, value, onAnswer } = props;
  const field = question.key.replaceAll('_', ' ');
  const others = file.columns.filter(({ header }) => header !== question.column);
  const chosen = others.find(({ header }) => header === value);
  return (
    <QuestionField question={question} value={value} onAnswer={onAnswer}>
      {others.length > 0 && (
        <p className="other">
          <span>No, it is</span>
          <Select
            label={`Another column for ${field}`}
            value={chosen?.header ?? ''}
            options={[
              ['', 'another column …'],
              ...others.map((column): [string, string] => [column.header, nameOf(column)]),
            ]}
            onChange={(header) => onAnswer(header === '' ? (question.column ?? '') : header)}
          />
          {chosen && chosen.samples.length > 0 && (
            <small>such as {chosen.samples.join(', ')}</small>
          )}
        </p>
      )}
    </QuestionField>
  );
}

type Column = BroughtFile['columns'][number];

function nameOf({ header, field }: Column): string {
  return field === null ? header : `${header} (also read as ${field.replaceAll('_', ' ')})`;
}
