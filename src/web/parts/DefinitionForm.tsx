import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { QueryBuilder, type RuleGroupType } from 'react-querybuilder';
import type { DefinitionsAnswer } from '../../operations/definitions.ts';
import { type Answer, ask, type Problem } from '../api.ts';
import { longDay } from '../days.ts';
import { useDecision, wordsOf } from '../decide.ts';
import { DecisionForm, WhyAndFrom } from './DecisionForm.tsx';
import { PictureView } from './PictureView.tsx';
import { Refusal } from './Refusal.tsx';
import { RuleSelect, RuleValue } from './RuleValue.tsx';
import { sentRule, startValue } from './rule-values.ts';
import { TableView } from './TableView.tsx';

interface Props {
  readonly answer: Answer<'definitions'>;
  readonly start: Pick<DefinitionsAnswer['versions'][number], 'rule' | 'stages'>;
  readonly onDone: (said: string) => void;
}

/** How long nothing is changed before the effect is counted. */
const PATIENCE = 600;

const OPERATOR_WORDS: Readonly<Record<string, string>> = {
  '>=': 'is at least',
  '<=': 'is at most',
  '=': 'is named',
  in: 'is one of',
  notIn: 'is none of',
  notNull: 'is known',
};

const LABELS = {
  fields: { title: 'What it asks for' },
  operators: { title: 'How' },
  value: { title: 'Value' },
  combinators: { title: 'All of these, or one of them' },
  addRule: { label: 'Add a condition', title: 'Add a condition' },
  addGroup: { label: 'Add a group', title: 'Add a group of conditions' },
  removeRule: { label: 'Remove', title: 'Remove this condition' },
  removeGroup: { label: 'Remove the group', title: 'Remove this group' },
};

const LOOKS = {
  queryBuilder: 'rule-editor',
  ruleGroup: 'rule-group',
  rule: 'rule',
  addRule: 'pick plain',
  addGroup: 'pick plain',
  removeRule: 'link',
  removeGroup: 'link',
};

/** A rule as sentences with pick lists; what it would change is counted while one writes. */
export function DefinitionForm({ answer, start, onDone }: Props) {
  const base = useRef(answer).current;
  const [query, setQuery] = useState(start.rule as unknown as RuleGroupType);
  const [reason, setReason] = useState('');
  const [from, setFrom] = useState('');
  const deciding = useDecision('define');
  const told = {
    rule: sentRule(query),
    stages: start.stages.length > 0 ? start.stages : undefined,
    ...(from ? { effective_from: from } : {}),
  };
  const effect = useEffectOf(told);
  const propose = async (seen: number) => {
    const written = await deciding.decide({
      ...told,
      seen,
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    });
    if (written) onDone(wordsOf(written));
  };
  const fields = base.fields.map(({ name, label }) => ({ name, label }));
  const fieldNamed = (name: string) => base.fields.find((field) => field.name === name);
  return (
    <DecisionForm
      deciding={deciding}
      seen={base.seen}
      onSend={propose}
      lines={(conflict) => sentenceLines(conflict, base, effect.data?.text ?? '')}
      button="Propose"
      onLeave={() => onDone('')}
    >
      <h3>An opportunity is accepted on the first day on which …</h3>
      <QueryBuilder
        query={query}
        onQueryChange={setQuery}
        fields={fields}
        combinators={[
          { name: 'and', label: 'all of these hold' },
          { name: 'or', label: 'one of these holds' },
        ]}
        getOperators={(name) =>
          (fieldNamed(name)?.operators ?? []).map((operator) => ({
            name: operator,
            label: OPERATOR_WORDS[operator] ?? operator,
          }))
        }
        getDefaultValue={({ field, operator }) => startValue(fieldNamed(field), operator)}
        resetOnOperatorChange
        listsAsArrays
        context={{ fields: base.fields, stages: base.stages }}
        controlElements={{ valueEditor: RuleValue, valueSelector: RuleSelect }}
        controlClassnames={LOOKS}
        translations={LABELS}
        accessibleDescriptionGenerator={({ path }) =>
          path.length === 0 ? 'The rule' : `Group ${path.map((place) => place + 1).join('.')}`
        }
      />
      <Effect effect={effect} />
      <WhyAndFrom
        why={reason}
        onWhy={setReason}
        from={from}
        onFrom={setFrom}
        firstDay={answer.as_of.slice(0, 10)}
        hint={`Never back: ${longDay(answer.as_of)} or later. Blank: from the second signature.`}
      />
    </DecisionForm>
  );
}

/** A dry run: nothing is written. */
function useEffectOf(told: object) {
  const text = JSON.stringify(told);
  const [asked, setAsked] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text), PATIENCE);
    return () => clearTimeout(timer);
  }, [text]);
  const answer = useQuery<Answer<'define'>, Problem>({
    queryKey: ['define', asked],
    queryFn: () => ask('define', { ...(JSON.parse(asked) as object), dry_run: true }),
    placeholderData: (before) => before,
  });
  return { ...answer, isBehind: answer.isFetching || asked !== text };
}

function Effect({ effect }: { effect: ReturnType<typeof useEffectOf> }) {
  const { data, error, isBehind } = effect;
  if (error) return <Refusal problem={error} />;
  const report = data?.report;
  return (
    <div className={isBehind ? 'effect busy' : 'effect'} aria-busy={isBehind}>
      <p className="say" role="status">
        {isBehind ? 'Counting what it would change …' : report?.sentence}
      </p>
      {data && <blockquote className="signed-text">{data.text}</blockquote>}
      {report?.pictures.map((picture) => (
        <PictureView key={picture.id} picture={picture} />
      ))}
      {report?.tables.map((table, index) => (
        <details key={table.id} className="fold lower" open={index === 0}>
          <summary>
            <h3>{table.title}</h3>
          </summary>
          <TableView table={table} />
        </details>
      ))}
    </div>
  );
}

/** Of a definition the sentences are compared: theirs cannot be taken line by line. */
function sentenceLines(
  conflict: { kind: string; body: unknown },
  base: DefinitionsAnswer,
  mine: string,
) {
  if (conflict.kind !== 'define') return null;
  const theirs = (conflict.body as { text: string }).text;
  return [
    {
      key: 'text',
      label: 'Sentence',
      seen: base.versions[0]?.text ?? '',
      theirs,
      mine,
      onTake: null,
    },
  ];
}
