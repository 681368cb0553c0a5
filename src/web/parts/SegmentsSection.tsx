import { useState } from 'react';
import type { SettingsAnswer } from '../../operations/settings.ts';
import { Said } from './Decided.tsx';
import { SegmentsForm } from './SegmentsForm.tsx';
import { type Segment, segmentWords } from './segment-fields.ts';
import { TableView } from './TableView.tsx';

interface Props {
  readonly answer: SettingsAnswer;
  readonly mayChange: boolean;
}

/** The segments that plans and answers are split by. */
export function SegmentsSection({ answer, mayChange }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  const setting = answer.settings.find(({ name }) => name === 'segments');
  const segments = (setting?.value ?? []) as readonly Segment[];
  return (
    <section aria-label="Segments">
      <header>
        <h2>{segments.length === 0 ? 'Segments: as the sources say' : titleOf(segments.length)}</h2>
      </header>
      <p className="say">
        {segments.length === 0
          ? 'Agree on your own, by traits of the account, if sales and marketing cut the market otherwise.'
          : 'Each account has the first that fits, an opportunity that of its account. Who fits none has none.'}
      </p>
      {segments.length > 0 && !isOpen && (
        <TableView
          table={{
            id: 'segments',
            title: 'Agreed segments',
            columns: [
              { key: 'name', label: 'Segment', align: 'left' },
              { key: 'place', label: 'Tried', align: 'left' },
              { key: 'traits', label: 'Accounts with', align: 'left' },
            ],
            rows: segments.map((each, at) => ({
              cells: { name: each.name, place: String(at + 1), traits: segmentWords(each) },
              rows_of: {},
            })),
          }}
        />
      )}
      <Said text={said} />
      {mayChange &&
        (isOpen ? (
          <SegmentsForm
            segments={segments}
            seen={answer.seq}
            onDone={(words) => {
              setOpen(false);
              setSaid(words);
            }}
          />
        ) : (
          <p className="choices">
            <button
              type="button"
              className="pick"
              onClick={() => {
                setSaid('');
                setOpen(true);
              }}
            >
              {segments.length === 0 ? 'Agree on segments' : 'Edit segments'}
            </button>
          </p>
        ))}
    </section>
  );
}

function titleOf(count: number): string {
  return count === 1 ? 'Segments: one is agreed' : `Segments: ${count} are agreed`;
}
