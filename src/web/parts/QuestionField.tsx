import { type ReactNode, useId } from 'react';
import type { Question } from '../choices.ts';

/** A doubt as a sentence, and its answers as radio buttons. */
export function QuestionField(props: {
  question: Question;
  value: string | null;
  onAnswer: (value: string) => void;
  /** Further ways to answer. */
  children?: ReactNode;
}) {
  const { question, value, onAnswer, children } = props;
  const name = useId();
  return (
    <fieldset className="asks">
      <legend>{question.text}</legend>
      {question.answers.map((answer) => (
        <label key={answer.value}>
          <input
            type="radio"
            name={name}
            value={answer.value}
            checked={value === answer.value}
            onChange={() => onAnswer(answer.value)}
          />
          {answer.label}
        </label>
      ))}
      {children}
    </fieldset>
  );
}
