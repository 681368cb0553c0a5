import type { Around } from '../choices.ts';

/** What holds for all files together. */
export function ImportAround(props: { around: Around; onChange: (around: Around) => void }) {
  const { around, onChange } = props;
  return (
    <div className="fields">
      <label>
        <span>Day of the export</span>
        <input
          className="pick"
          type="date"
          value={around.exported}
          onChange={(event) => onChange({ ...around, exported: event.target.value })}
        />
        <small>Nothing later can be in the files. Blank: the last day that they mention.</small>
      </label>
      <label>
        <span>Name of the source</span>
        <input
          className="pick"
          type="text"
          value={around.source}
          onChange={(event) => onChange({ ...around, source: event.target.value })}
        />
        <small>
          Later exports of the same system keep the same name. Blank: the name of the CRM.
        </small>
      </label>
    </div>
  );
}
