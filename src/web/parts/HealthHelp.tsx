/** The section "Data health" of docs/importing.md, in short. */
export function HealthHelp() {
  return (
    <details className="help">
      <summary>How to read the checks, and mend what they find</summary>
      <ol>
        <li>
          <b>Found</b> stands first, by money. <b>Could not run</b> names what is missing, and has
          not passed. A check counts and does not judge: a few same-day wins are normal, a third of
          all wins is not.
        </li>
        <li>The number of a fault opens its rows, with their ids in the source, also as a CSV.</li>
        <li>
          Mend it in the source, as “What to do” says: a repair that only Sameboat knew would be
          undone by the next export.
        </li>
        <li>
          Export and import again. As of earlier days the fault is still shown, because it was
          there; frozen weeks keep their figures, and what moved them is listed.
        </li>
      </ol>
      <p>
        More in <code>docs/importing.md</code>, Data health.
      </p>
    </details>
  );
}
